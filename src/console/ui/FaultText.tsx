import { styled } from '@mui/material/styles'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** What is wrong, right where it is. */
export function FaultText({ id, children }: { id?: string; children: ReactNode }) {
  if (!children) return null
  return (
    <Line id={id}>
      <Icon of={CircleAlert} size={14} />
      <span>{children}</span>
    </Line>
  )
}

const Line = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  gap: theme.spacing(1.5),
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.error.main,
  '& svg': { marginTop: theme.spacing(0.75) },
}))
