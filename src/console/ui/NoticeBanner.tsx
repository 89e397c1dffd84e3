import { styled } from '@mui/material/styles'
import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** Something good to know about what stands below. */
export function NoticeBanner({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Banner role="status">
      <Icon of={Info} size={18} />
      <Words>{children}</Words>
      {actions}
    </Banner>
  )
}

const Banner = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2.5),
  padding: theme.spacing(2, 3),
  marginBottom: theme.spacing(5),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.tint,
  '& > svg': { color: theme.vars.palette.primary.main },
}))

const Words = styled('div')({ flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' })
