import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { CallToCopy, type CallShown } from './CallToCopy.tsx'

type Props = { call: CallShown; reply: unknown; onClose: () => void }

/** What a page shows, as a program reads it. */
export const CallDialog = ({ call, reply, onClose }: Props) => (
  <Dialog
    title="What this page shows, as curl and JSON"
    width="md"
    onClose={onClose}
    actions={
      <Button look="primary" onClick={onClose}>
        Close
      </Button>
    }
  >
    <CallToCopy call={call} json={reply} />
  </Dialog>
)
