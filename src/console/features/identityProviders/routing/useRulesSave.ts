import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#console/api/call.ts'
import { ApiProblem } from '#console/api/problem.ts'
import { useEdit } from '#console/api/queries.ts'
import { routingQuery } from './routingQuery.ts'
import type { SentRule } from './rule.ts'
import type { Finding } from './useFindings.ts'

type Wanted = { rules: SentRule[]; startedFrom: number | undefined }

/** Saves the whole list. What is risky and was not there before is confirmed by name first (ConfirmRules). */
export function useRulesSave() {
  const queryClient = useQueryClient()
  const save = useEdit('setRoutingRules')
  const [asked, setAsked] = useState<{ findings: readonly Finding[]; wanted: Wanted } | null>(null)
  const [checking, setChecking] = useState(false)

  /** True when they are saved; false when somebody else has saved meanwhile. */
  const send = async (
    { rules, startedFrom }: Wanted,
    revertAfter: number | null = null,
  ): Promise<boolean> => {
    try {
      await save.mutateAsync({ params: { Rules: rules, RevertAfter: revertAfter }, startedFrom })
    } catch (error) {
      if (!isStale(error)) throw error
      // What is saved by now is shown before anybody decides
      await queryClient.invalidateQueries({ queryKey: routingQuery.queryKey })
      setAsked(null)
      return false
    }
    setAsked(null)
    return true
  }
  const fresh = async ({ rules }: Wanted) => {
    const [before, now] = await Promise.all([
      call('getRoutingFindings', {}),
      call('checkRoutingRules', { Rules: rules }),
    ])
    const known = new Set(before.Findings.map(({ Key }) => Key))
    return now.Findings.filter(({ Key, ConfirmBy }) => ConfirmBy !== null && !known.has(Key))
  }
  /** True when they are saved; false while somebody is asked, or when they are refused. */
  const review = async (wanted: Wanted): Promise<boolean> => {
    setChecking(true)
    try {
      // What cannot be read is refused by saving, at the field where it is
      const findings = await fresh(wanted).catch(() => [])
      if (findings.length > 0) {
        setAsked({ findings, wanted })
        return false
      }
      return await send(wanted)
    } catch {
      return false
    } finally {
      setChecking(false)
    }
  }
  return {
    review,
    /** True when they are saved. Throws an ApiProblem. */
    confirm: async (revertAfter: number | null) => asked !== null && send(asked.wanted, revertAfter),
    stop: () => setAsked(null),
    asking: asked?.findings ?? null,
    error: save.error,
    /** Somebody else has saved meanwhile. */
    stale: isStale(save.error),
    reset: save.reset,
    busy: checking || save.isPending,
  }
}

const isStale = (error: unknown) => error instanceof ApiProblem && error.code === 'stale'
