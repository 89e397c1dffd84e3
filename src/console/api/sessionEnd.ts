import { useEffect, useSyncExternalStore } from 'react'

/**
 * The end of the session while somebody is typing. What has been typed waits in this tab, under the person's id, until the same person has
 * signed in again.
 */

let ended = false
const listeners = new Set<() => void>()
const keepers = new Map<string, () => unknown>()

export function endSession(): void {
  if (ended) return
  ended = true
  for (const listener of listeners) listener()
}

export const useSessionHasEnded = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ended,
  )

/**
 * While mounted: `keep` says what is to be kept under `key` when the person has to sign in again; undefined for nothing. It must hold no
 * secrets. Read it back with keptFor.
 */
export function useBeforeSignInAgain(key: string | undefined, keep: () => unknown): void {
  useEffect(() => {
    if (key === undefined) return
    keepers.set(key, keep)
    return () => {
      if (keepers.get(key) === keep) keepers.delete(key)
    }
  }, [key, keep])
}

/** Keeps what is unsaved and leaves for the sign-in page, which comes back to the present address. */
export function signInAgain(userId: string): void {
  keepTyped(userId)
  goToSignIn(currentAddress())
}

/** The same to confirm who it is, where no window can be opened for it. */
export function confirmHere(userId: string): void {
  keepTyped(userId)
  location.assign(`/bff/confirm?returnTo=${encodeURIComponent(currentAddress())}`)
}

function keepTyped(userId: string): void {
  for (const [key, keep] of keepers) {
    const kept = keep()
    if (kept !== undefined) sessionStorage.setItem(storageKey(userId, key), JSON.stringify(kept))
  }
}

/** What was kept for this person under the key, until forgetKept. */
export function keptFor(userId: string, key: string): unknown {
  const kept = sessionStorage.getItem(storageKey(userId, key))
  try {
    return kept === null ? undefined : JSON.parse(kept)
  } catch {
    return undefined
  }
}

export const forgetKept = (userId: string, key: string) => sessionStorage.removeItem(storageKey(userId, key))

export function goToSignIn(returnTo: string): void {
  location.assign(`/bff/sign-in?returnTo=${encodeURIComponent(returnTo)}`)
}

const currentAddress = () => location.pathname + location.search

const storageKey = (userId: string, key: string) => `gatewright.kept.${userId}.${key}`
