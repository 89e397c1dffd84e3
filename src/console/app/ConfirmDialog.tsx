import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { proofLasts } from '#schema/recentProof.ts'
import { answer } from '#console/api/questions.ts'
import { sessionQuery, type SignedInPerson } from '#console/api/session.ts'
import { confirmHere, endSession } from '#console/api/sessionEnd.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'

/**
 * Leads to the tenant's page in a window of its own, so that the form beneath stays as it is. That window cannot reach this one (its policy cuts the
 * tie) and speaks over a channel of the console's origin.
 */
export function ConfirmDialog({ person }: { person: SignedInPerson }) {
  const [step, setStep] = useState<'asked' | 'opened' | 'blocked'>('asked')
  const goOn = useGoOn(person)
  useEffect(() => {
    const channel = new BroadcastChannel('gatewright-confirmed')
    channel.addEventListener('message', () => void goOn())
    return () => channel.close()
  }, [goOn])
  const open = () => setStep(openWindow() ? 'opened' : 'blocked')
  const cancel = () => answer('proof', false)
  const [next, act] = {
    asked: ['Confirm', open] as const,
    opened: ['Go on', () => void goOn()] as const,
    blocked: ['Confirm in this window', () => confirmHere(person.id)] as const,
  }[step]
  return (
    <Dialog
      title="Confirm that it is you"
      width="xs"
      onClose={cancel}
      actions={
        <>
          <Button onClick={cancel}>Cancel</Button>
          <Button key={step} look="primary" autoFocus onClick={act}>
            {next}
          </Button>
        </>
      }
    >
      {step === 'asked' &&
        `This changes who may do what, and ${person.name} last signed in more than ${proofLasts / 60} minutes ago. Nothing you typed is lost.`}
      {step === 'opened' && (
        <>
          <p style={{ margin: '0 0 8px' }}>
            Give your password in the window that has opened. It closes by itself, and this one goes on.
          </p>
          <Button look="plain" onClick={open} style={{ marginLeft: -8 }}>
            Open it again
          </Button>
        </>
      )}
      {step === 'blocked' &&
        'The browser opened no window. You can confirm it in this one: what you typed comes back, secrets excepted, and has to be saved once more.'}
    </Dialog>
  )
}

/** Repeats the refused call if the same person has confirmed. If somebody else has signed in, this session is over. */
function useGoOn({ id }: SignedInPerson) {
  const queryClient = useQueryClient()
  return useCallback(async () => {
    const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }).catch(() => null)
    if (session !== null && session.user?.id !== id) endSession()
    answer('proof', session?.user?.id === id)
  }, [queryClient, id])
}

/** False when the browser opens none. */
function openWindow(): boolean {
  const opened = window.open('/bff/confirm', 'gatewright-confirm', 'popup,width=480,height=640')
  opened?.focus()
  return opened !== null
}
