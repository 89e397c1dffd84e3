import { Names } from './Names.tsx'
import { SeverityText, type Severity } from './SeverityText.tsx'

type Props = { findings: readonly { severity: Severity; message: string; people: readonly string[] }[] }

/** What is risky, with the people whom it concerns. */
export function RiskList({ findings }: Props) {
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      {findings.map(({ severity, message, people }) => (
        <SeverityText key={message} severity={severity}>
          {message} <Names of={people} />
        </SeverityText>
      ))}
    </div>
  )
}
