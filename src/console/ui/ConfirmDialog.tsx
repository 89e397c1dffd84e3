import OutlinedInput from '@mui/material/OutlinedInput'
import { useState, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import type { ButtonLook } from './buttonLook.ts'
import { Dialog } from './Dialog.tsx'
import { ProblemBanner } from './ProblemBanner.tsx'

type Words = { happened: string; todo: string; requestId?: string | null }

type Props = {
  /** Names the object: "Delete siem-reader". */
  title: string
  /** What follows from it. */
  children: ReactNode
  /** Repeats the verb: "Delete application". */
  confirm: string
  look?: ButtonLook
  cancel?: string
  /** What has to be typed first, where nothing can restore what is lost. */
  typed?: string
  /** The dialog stays, and says what happened, when it fails. */
  onConfirm: () => Promise<void> | void
  /** Puts an error into words. */
  problemInWords?: (error: unknown) => Words
  onClose: () => void
}

export function ConfirmDialog({
  title,
  children,
  confirm,
  look = 'danger',
  cancel = 'Cancel',
  typed,
  onConfirm,
  problemInWords,
  onClose,
}: Props) {
  const [busy, setBusy] = useState(false)
  const [typing, setTyping] = useState('')
  const [problem, setProblem] = useState<Words | null>(null)
  const act = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await onConfirm()
    } catch (error) {
      if (!problemInWords) throw error
      setProblem(problemInWords(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      width="xs"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button
            look={look}
            busy={busy}
            disabledReason={typed !== undefined && typing !== typed && `Type ${typed} first.`}
            onClick={() => void act()}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {problem && <ProblemBanner {...problem} focused />}
      {children}
      {typed !== undefined && (
        <label style={{ display: 'block', marginTop: 16, overflowWrap: 'anywhere' }}>
          Type <strong>{typed}</strong> to confirm.
          <OutlinedInput
            fullWidth
            value={typing}
            onChange={(event) => setTyping(event.target.value)}
            inputProps={{ autoComplete: 'off', spellCheck: false }}
          />
        </label>
      )}
    </Dialog>
  )
}
