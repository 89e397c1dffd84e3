import { problemInWords } from '#console/api/problem.ts'
import { FindingList } from '#console/ui/FindingList.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { ApiProblem } from '#console/api/problem.ts'
import { Names } from '#console/ui/Names.tsx'
import type { Finding } from './useFindings.ts'

type Props = {
  findings: readonly Finding[]
  error: ApiProblem | null
  busy: boolean
  /** What is wrong with none of the rules that are shown. */
  elsewhere: string | undefined
}

/** What the tenant says of the rules, while they are edited. */
export function RoutingFindings({ findings, error, busy, elsewhere }: Props) {
  if (error && error.fields.length === 0) return <ProblemBanner {...problemInWords(error)} />
  // A field that cannot be read says so itself, and what was found before is not about these rules
  if (error) return <p>{elsewhere ?? 'This is said once what is marked above can be read.'}</p>
  const risky = findings.some(({ Severity }) => Severity !== 'info')
  return (
    <div aria-busy={busy}>
      {busy && findings.length === 0 && <p>Looking through the rules and the people …</p>}
      {!busy && !risky && <p>Nothing about these rules is risky.</p>}
      <FindingList
        findings={findings.map(({ Key, Severity, Message, People }) => ({
          id: Key,
          severity: Severity,
          message: (
            <>
              {Message} <Names of={People} />
            </>
          ),
        }))}
      />
    </div>
  )
}
