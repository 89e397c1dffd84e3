import { problemInWords } from '#console/api/problem.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { Names } from './Names.tsx'
import type { Finding } from './useFindings.ts'

type Props = { findings: readonly Finding[]; save: () => Promise<void>; onClose: () => void }

/** Rules that are risky are saved by whoever says the name of the identity provider that they lead to (RT-04). */
export function ConfirmRules({ findings, save, onClose }: Props) {
  const [first] = findings
  return (
    <ConfirmDialog
      title="Save these rules?"
      confirm="Save rules"
      typed={first?.ConfirmBy ?? ''}
      onConfirm={save}
      problemInWords={problemInWords}
      onClose={onClose}
    >
      {findings.map(({ Key, Severity, Message, People }) => (
        <SeverityText key={Key} severity={Severity}>
          {Message} <Names of={People} />
        </SeverityText>
      ))}
    </ConfirmDialog>
  )
}
