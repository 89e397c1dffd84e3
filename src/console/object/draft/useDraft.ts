import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'
import { useDebounced } from '#console/ui/useDebounced.ts'
import { useBeforeSignInAgain } from '#console/api/sessionEnd.ts'
import { draftScope } from './draftKept.ts'

/** What is kept of an unfinished guided setup; no secrets (CL-01). */
export type Kept = { title: string; body: Record<string, unknown> }

type Options = {
  id: string
  /** Says where it is gone on with: Home shows the way. */
  kind: string
  /** What is to be kept, as it is now. */
  kept: () => Kept
}

export type DraftState = 'none' | 'waiting' | 'kept' | 'failed'

const pause = 1000
// Browsers take 64 KB of what is to outlive a page, headers included.
const smallEnough = 60_000

/** Keeps an unfinished guided setup with the tenant, a moment after each change and when it is left. */
export function useDraft({ id, kind, kept }: Options) {
  const [state, setState] = useState<DraftState>('none')
  const queryClient = useQueryClient()
  const latest = useRef(kept)
  const unsaved = useRef(false)
  const over = useRef(false)
  useEffect(() => {
    latest.current = kept
  })

  const scope = draftScope(id)
  const { queryKey } = query('draftsGet', { id })
  const { mutate } = useMutation({
    scope,
    mutationFn: ({ title, body }: Kept) =>
      call(
        'draftsSave',
        { id, kind, title: title.slice(0, 300), body },
        { keepalive: new Blob([JSON.stringify(body)]).size < smallEnough },
      ),
    onSuccess: () => {
      setState(unsaved.current ? 'waiting' : 'kept')
      queryClient.removeQueries({ queryKey })
      void queryClient.invalidateQueries({ queryKey: ['draftsList'], refetchType: 'none' })
    },
    onError: () => {
      unsaved.current = true
      setState('failed')
    },
  })

  const keep = useCallback(() => {
    if (!unsaved.current || over.current) return
    unsaved.current = false
    mutate(latest.current())
  }, [mutate])
  const { ask: keepSoon, cancel } = useDebounced(keep, pause)
  const keepNow = useCallback(() => {
    cancel()
    keep()
  }, [cancel, keep])

  /** Something has changed. */
  const touch = useCallback(() => {
    unsaved.current = true
    setState('waiting')
    keepSoon()
  }, [keepSoon])

  const { mutateAsync: remove } = useMutation({
    scope,
    mutationFn: () => call('draftsDelete', { id }),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey })
      return queryClient.invalidateQueries({ queryKey: ['draftsList'] })
    },
  })

  /** Guided setup is finished or given up: nothing of it is kept. */
  const end = useCallback(async () => {
    over.current = true
    cancel()
    try {
      await remove()
    } catch (error) {
      // It is there still, and so is what somebody types
      over.current = false
      throw error
    }
  }, [cancel, remove])

  useEffect(() => {
    const leaving = () => document.visibilityState === 'hidden' && keepNow()
    document.addEventListener('visibilitychange', leaving)
    return () => {
      document.removeEventListener('visibilitychange', leaving)
      keepNow()
    }
  }, [keepNow])

  useBeforeSignInAgain(
    keptAs(id),
    useCallback(() => (unsaved.current ? latest.current().body : undefined), []),
  )

  return { state, touch, keepNow, end }
}

/** Under which name it waits in this tab while the person signs in again. */
export const keptAs = (id: string) => `draft ${id}`
