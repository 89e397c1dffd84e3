import { useSyncExternalStore } from 'react'

/**
 * The tenant asks again who it is before it changes who may do what (BF-14). The call waits, with everything that was typed still in its form,
 * until the dialog is answered.
 */

let answer: ((confirmed: boolean) => void) | undefined
let asked: Promise<boolean> | undefined
const listeners = new Set<() => void>()

/** Whether the person has confirmed it. Calls that ask at the same time share the dialog. */
export function askToConfirm(): Promise<boolean> {
  asked ??= new Promise<boolean>((resolve) => {
    answer = resolve
  })
  tell()
  return asked
}

export function answerConfirmation(confirmed: boolean): void {
  answer?.(confirmed)
  answer = undefined
  asked = undefined
  tell()
}

export const useIsAskedToConfirm = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked !== undefined,
  )

function tell(): void {
  for (const listener of listeners) listener()
}
