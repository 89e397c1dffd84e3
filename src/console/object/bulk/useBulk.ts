import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isNoSession } from '#console/api/queries.ts'
import type { BulkAction, BulkType } from '#schema/bulk.ts'
import { inParts, type BulkItem, type BulkResult } from './inParts.ts'

type Step = 'try' | 'do' | 'undo'
type State = {
  step: Step
  /** Parts are still to come. */
  busy: boolean
  of: number
  results: BulkResult[]
  error: unknown
}

type Asked = { type: BulkType; action: BulkAction; value: string | null }

/** Tries something on several objects, does it, and takes it back: a part at a time, each with its results. Whoever stops keeps what is done. */
export function useBulk({ type, action, value }: Asked, ids: readonly string[]) {
  const queryClient = useQueryClient()
  const [state, setState] = useState<State>({
    step: 'try',
    busy: true,
    of: ids.length,
    results: [],
    error: null,
  })
  const stopped = useRef(false)

  const run = async (step: Step, items: readonly BulkItem[], reason?: string) => {
    stopped.current = false
    setState({ step, busy: true, of: items.length, results: [], error: null })
    let error: unknown = null
    try {
      await inParts({
        type,
        action: step === 'undo' ? 'restore' : action,
        dryRun: step === 'try',
        value,
        items,
        reason,
        isStopped: () => stopped.current,
        onResults: (more) => setState((now) => ({ ...now, results: [...now.results, ...more] })),
      })
    } catch (thrown) {
      error = thrown
    }
    setState((now) => ({ ...now, busy: false, error }))
    if (step !== 'try') await queryClient.invalidateQueries({ predicate: isNoSession })
  }

  const first = useRef(run)
  const asked = useRef(ids.map((id) => ({ id })))
  useEffect(() => {
    void first.current('try', asked.current)
    const under = stopped
    return () => void (under.current = true)
  }, [])

  return {
    state,
    tryAgain: () => void run('try', asked.current),
    /** What the dry run refused, and what is gone, is left out. */
    start: (reason: string) =>
      void run(
        'do',
        state.results.filter(({ outcome }) => outcome === 'done').map(({ id }) => ({ id })),
        reason === '' ? undefined : reason,
      ),
    undo: () => void run('undo', undoable(state.results)),
    stop: () => void (stopped.current = true),
  }
}

/** Back from the version that was made to the one before it. */
export const undoable = (results: readonly BulkResult[]): BulkItem[] =>
  results.flatMap(({ id, outcome, from, to }) =>
    outcome === 'done' && from !== null && to !== null ? [{ id, from: to, to: from }] : [],
  )
