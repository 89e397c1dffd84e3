import { useState } from 'react'
import { call } from '#console/api/call.ts'
import { useEdit } from '#console/api/queries.ts'
import type { SentRule } from './rule.ts'
import type { Finding } from './useFindings.ts'

type Wanted = { rules: SentRule[]; startedFrom: number | undefined }

/** Saves the whole list. What is risky and was not there before is confirmed by name first (ConfirmRules). */
export function useRulesSave() {
  const save = useEdit('setRoutingRules')
  const [asked, setAsked] = useState<{ findings: readonly Finding[]; wanted: Wanted } | null>(null)
  const [checking, setChecking] = useState(false)

  const send = async ({ rules, startedFrom }: Wanted, revertAfter: number | null = null) => {
    await save.mutateAsync({ params: { Rules: rules, RevertAfter: revertAfter }, startedFrom })
    setAsked(null)
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
      await send(wanted)
      return true
    } catch {
      return false
    } finally {
      setChecking(false)
    }
  }
  return {
    review,
    /** Throws an ApiProblem. */
    confirm: async (revertAfter: number | null) => {
      if (asked) await send(asked.wanted, revertAfter)
    },
    stop: () => setAsked(null),
    asking: asked?.findings ?? null,
    error: save.error,
    reset: save.reset,
    busy: checking || save.isPending,
  }
}
