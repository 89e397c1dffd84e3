import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem } from '#console/api/problem.ts'
import { useEdit } from '#console/api/queries.ts'
import type { Confirmation } from '#schema/confirmed.ts'
import { routingQuery } from './routingQuery.ts'
import type { SentRule } from './rule.ts'

type Wanted = { rules: SentRule[]; startedFrom: number | undefined }

/** Saves the whole list. What is risky and was not there before is confirmed by name first (ConfirmRules). */
export function useRulesSave() {
  const queryClient = useQueryClient()
  const save = useEdit('setRoutingRules')
  const [asked, setAsked] = useState<{ about: Confirmation; wanted: Wanted } | null>(null)

  /** True when they are saved; false while somebody is asked, or when somebody else has saved meanwhile. */
  const send = async (
    wanted: Wanted,
    confirmed: { as: string; revertAfter: number | null } | null,
  ): Promise<boolean> => {
    try {
      await save.mutateAsync({
        params: { Rules: wanted.rules, RevertAfter: confirmed?.revertAfter ?? null },
        startedFrom: wanted.startedFrom,
        confirmed: confirmed?.as ?? null,
      })
    } catch (error) {
      const about = error instanceof ApiProblem ? error.confirmation : undefined
      if (about) {
        setAsked({ about, wanted })
        return false
      }
      if (!isStale(error)) throw error
      // What is saved by now is shown before anybody decides
      await queryClient.invalidateQueries({ queryKey: routingQuery.queryKey })
      setAsked(null)
      return false
    }
    setAsked(null)
    return true
  }
  const error = save.error?.confirmation ? null : save.error
  return {
    /** True when they are saved; false while somebody is asked, or when they are refused. */
    review: (wanted: Wanted): Promise<boolean> => send(wanted, null).catch(() => false),
    /** True when they are saved. Throws an ApiProblem. */
    confirm: async (revertAfter: number | null) =>
      asked !== null && send(asked.wanted, { as: asked.about.as, revertAfter }),
    stop: () => setAsked(null),
    asking: asked?.about ?? null,
    error,
    /** Somebody else has saved meanwhile. */
    stale: isStale(save.error),
    reset: save.reset,
    busy: save.isPending,
  }
}

const isStale = (error: unknown) => error instanceof ApiProblem && error.code === 'stale'
