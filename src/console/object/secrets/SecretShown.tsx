import { Button } from '#console/ui/Button.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { SecretGuard } from './SecretGuard.tsx'

type Props = {
  secret: string
  /** Another one works as well. */
  beside: boolean
  onClose: () => void
}

/** The secret, this once. A click beside the dialog does not close it: nothing would bring the secret back. */
export function SecretShown({ secret, beside, onClose }: Props) {
  return (
    <Dialog
      title="The secret has been added"
      onClose={() => undefined}
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div ref={(box) => box?.focus()} tabIndex={-1} style={{ outline: 'none' }}>
        <SeverityText severity="warning">
          It is shown this once. Copy it before you close: it is kept nowhere and cannot be shown again.
        </SeverityText>
        <div style={{ margin: '16px 0' }}>
          <CopyField label="Client secret" value={secret} whole />
        </div>
        <p>
          Give it to every program of this client.
          {beside && ' When the other secret is no longer used, revoke that one.'}
        </p>
      </div>
      <SecretGuard active />
    </Dialog>
  )
}
