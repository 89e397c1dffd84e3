import { useCallback, useMemo, useState } from 'react'
import { forgetKept, keptFor, useBeforeSignInAgain } from '#console/api/sessionEnd.ts'
import { usePerson } from '#console/api/session.ts'
import { newUuid } from '#console/api/newUuid.ts'
import type { Result } from '#console/api/call.ts'
import { moved, sentRules, type Rule, type SentRule } from './rule.ts'

type Edit = { rules: Rule[]; startedFrom: number }

const keepAs = 'routing rules'

/** The whole list while somebody changes it. What is unsaved waits while the person signs in again. */
export function useRulesEdit(saved: Result<'getRoutingRules'>, onChange: () => void) {
  const personId = usePerson()?.id ?? ''
  const [edited, setEdited] = useState<Edit | null>(() => editIn(keptFor(personId, keepAs)))
  const [restored, setRestored] = useState(edited !== null)
  useBeforeSignInAgain(
    keepAs,
    useCallback(() => edited ?? undefined, [edited]),
  )
  const rules: Rule[] = edited?.rules ?? saved.Rules
  const change = (next: Rule[]) => {
    onChange()
    setEdited({ rules: next, startedFrom: edited?.startedFrom ?? saved.Gatewright.Version })
  }
  // The same list as long as nobody changes it: what was found of it belongs to it
  const sent = useMemo(() => sentRules(rules), [rules])
  const unsaved: SentRule[] | null = edited ? sent : null
  return {
    rules,
    sent,
    unsaved,
    startedFrom: edited?.startedFrom,
    /** Unsaved rules came back after signing in again. */
    restored,
    /** What is saved by now is known, and these rules are meant all the same. */
    insist: () => {
      onChange()
      setEdited({ rules, startedFrom: saved.Gatewright.Version })
    },
    set: (at: number, to: Partial<Rule>) =>
      change(rules.map((rule, index) => (index === at ? { ...rule, ...to } : rule))),
    move: (from: number, to: number) => change(moved(rules, from, to)),
    remove: (at: number) => change(rules.filter((_, index) => index !== at)),
    add: ({ id, name }: { id: string; name: string }) =>
      change([
        ...rules,
        {
          ID: newUuid(),
          IdentityProvider: id,
          IdentityProviderName: name,
          Domain: '',
          UserAgent: 'Any',
          Role: null,
          RoleName: null,
          Enabled: true,
        },
      ]),
    discard: () => {
      onChange()
      forgetKept(personId, keepAs)
      setRestored(false)
      setEdited(null)
    },
  }
}

const editIn = (kept: unknown): Edit | null =>
  typeof kept === 'object' && kept !== null && 'rules' in kept && Array.isArray(kept.rules)
    ? (kept as Edit)
    : null
