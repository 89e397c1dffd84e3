import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { signInAgain } from '#console/api/sessionEnd.ts'
import type { SignedInPerson } from '#console/api/session.ts'
import { Button } from '#console/ui/Button.tsx'

export function SessionEndedDialog({ person }: { person: SignedInPerson }) {
  return (
    <Dialog open aria-labelledby="session-ended" maxWidth="xs" fullWidth>
      <DialogTitle id="session-ended">Your session has ended</DialogTitle>
      <DialogContent>
        What you typed is kept in this tab, secrets excepted. Sign in again as {person.name} to go on where
        you were.
      </DialogContent>
      <DialogActions>
        <Button look="primary" autoFocus onClick={() => signInAgain(person.id)}>
          Sign in again
        </Button>
      </DialogActions>
    </Dialog>
  )
}
