import { styled } from '@mui/material/styles'
import { problemInWords } from '#console/api/problem.ts'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import type { ApiProblem } from '#console/api/problem.ts'
import { Names } from './Names.tsx'
import type { Finding } from './useFindings.ts'

type Props = { findings: readonly Finding[]; error: ApiProblem | null; busy: boolean }

/** What the tenant says of the rules, while they are edited. */
export function RoutingFindings({ findings, error, busy }: Props) {
  // A field that cannot be read says so itself
  if (error && error.fields.length === 0) return <ProblemBanner {...problemInWords(error)} />
  return (
    <div aria-busy={busy}>
      {findings.length === 0 ? (
        <p>{busy ? 'Looking through the rules and the people …' : 'Nothing about these rules is risky.'}</p>
      ) : (
        <List aria-label="Findings">
          {findings.map(({ Key, Severity, Message, People }) => (
            <li key={Key}>
              <SeverityText severity={Severity}>
                {Message} <Names of={People} />
              </SeverityText>
            </li>
          ))}
        </List>
      )}
    </div>
  )
}

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'grid',
  gap: theme.spacing(2),
  listStyle: 'none',
  margin: 0,
  padding: theme.spacing(3),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
}))
