import { styled } from '@mui/material/styles'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export type Severity = 'info' | 'warning' | 'danger'

const looks = {
  info: { icon: Info, word: 'Note', colour: 'info' },
  warning: { icon: TriangleAlert, word: 'Warning', colour: 'warning' },
  danger: { icon: CircleAlert, word: 'Danger', colour: 'error' },
} as const

/** How serious something is: icon, word and colour together. */
export function SeverityText({ severity, children }: { severity: Severity; children: ReactNode }) {
  const { icon, word } = looks[severity]
  return (
    <Line severity={severity}>
      <Icon of={icon} />
      <span>
        <Word>{word}:</Word> {children}
      </span>
    </Line>
  )
}

const Line = styled('div', { shouldForwardProp: (name) => name !== 'severity' })<{ severity: Severity }>(
  ({ theme, severity }) => ({
    display: 'flex',
    gap: theme.spacing(2),
    overflowWrap: 'anywhere',
    '& svg': { marginTop: theme.spacing(0.75) },
    '& svg, & strong': { color: theme.vars.palette[looks[severity].colour].main },
  }),
)

const Word = styled('strong')({ fontWeight: 600 })
