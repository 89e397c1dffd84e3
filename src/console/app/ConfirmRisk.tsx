import type { Confirmation } from '#schema/confirmed.ts'
import { answer } from '#console/api/questions.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { RiskList } from '#console/ui/RiskList.tsx'

/** What becomes risky by a change is saved by whoever says the name of the identity provider that it leads to. */
export function ConfirmRisk({ of: asked }: { of: Confirmation }) {
  return (
    <ConfirmDialog
      title="Save it all the same?"
      confirm="Save it"
      typed={asked.by}
      onConfirm={() => answer(asked, true)}
      onClose={() => answer(asked, false)}
    >
      <p style={{ marginTop: 0 }}>Other routing rules count then.</p>
      <RiskList findings={asked.findings} />
    </ConfirmDialog>
  )
}
