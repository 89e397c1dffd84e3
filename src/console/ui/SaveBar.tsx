import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { keepFocus } from './keepFocus.ts'

/** Stays in sight at the end of the page while there is something to save. */
export function SaveBar({ message, actions }: { message: ReactNode; actions?: ReactNode }) {
  return (
    <Bar role="region" aria-label="Unsaved changes" onMouseDown={keepFocus}>
      <Message role="status">{message}</Message>
      {actions}
    </Bar>
  )
}

const Bar = styled('div')(({ theme }) => ({
  position: 'sticky',
  bottom: theme.spacing(4),
  zIndex: theme.zIndex.appBar - 1,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2),
  width: 'fit-content',
  maxWidth: '100%',
  minWidth: 'min(100%, 400px)',
  marginTop: theme.spacing(8),
  padding: theme.spacing(2, 2, 2, 4),
  border: `1px solid ${theme.vars.palette.outline}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

const Message = styled('div')({ flex: 1, fontWeight: 500, whiteSpace: 'nowrap' })
