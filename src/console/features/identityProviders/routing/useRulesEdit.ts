import { useMemo, useState } from 'react'
import { newUuid } from '#console/api/newUuid.ts'
import type { Result } from '#console/api/call.ts'
import { moved, sentRules, type Rule, type SentRule } from './rule.ts'

/** The whole list while somebody changes it. */
export function useRulesEdit(saved: Result<'getRoutingRules'>, onChange: () => void) {
  const [edited, setEdited] = useState<{ rules: Rule[]; startedFrom: number } | null>(null)
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
    discard: () => setEdited(null),
  }
}
