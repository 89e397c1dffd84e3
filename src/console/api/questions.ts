import { useSyncExternalStore } from 'react'
import type { Confirmation } from '#schema/confirmed.ts'

/**
 * What the tenant asks before it changes something: who it is, before it changes who may do what (BF-14), or whether what is risky is meant (RT-04).
 * The call waits, with everything that was typed still in its form, until the dialog is answered.
 */
export type Question = 'proof' | Confirmation

let asked: { about: Question; reply: Promise<boolean>; answer: (yes: boolean) => void } | undefined
const listeners = new Set<() => void>()

/** Whether the person says yes. Calls that ask the same at the same time share the dialog; another question comes after it. */
export async function ask(about: Question): Promise<boolean> {
  if (asked && asked.about !== about) {
    await asked.reply
    return ask(about)
  }
  if (!asked) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    asked = { about, reply: promise, answer: resolve }
    tell()
  }
  return asked.reply
}

/** An answer that comes late answers nothing else. */
export function answer(about: Question, yes: boolean): void {
  if (asked?.about !== about) return
  asked.answer(yes)
  asked = undefined
  tell()
}

export const useAsked = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked?.about,
  )

function tell(): void {
  for (const listener of listeners) listener()
}
