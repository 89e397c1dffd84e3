import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { SeverityText, type Severity } from './SeverityText.tsx'

/** What is risky or does not help, each with what can be done about it. */
export function FindingList<Finding extends { id: string; severity: Severity; message: ReactNode }>({
  findings,
  action,
}: {
  findings: readonly Finding[]
  action?: (finding: Finding) => ReactNode
}) {
  if (findings.length === 0) return null
  return (
    <List aria-label="Findings">
      {findings.map((finding, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the same finding can concern several rows
        <li key={`${finding.id} ${index}`}>
          <SeverityText severity={finding.severity}>{finding.message}</SeverityText>
          {action?.(finding)}
        </li>
      ))}
    </List>
  )
}

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  listStyle: 'none',
  margin: theme.spacing(0, 0, 5),
  padding: theme.spacing(3),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
  overflowWrap: 'anywhere',
  '& > li': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2, 4),
    '& > div': { flex: '1 1 320px', maxWidth: 720 },
  },
  '& > li + li': { marginTop: theme.spacing(2) },
}))
