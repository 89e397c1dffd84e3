import { useState } from 'react'
import { call } from '#console/api/call.ts'
import { asciiDomain } from '#schema/routing/domain.ts'
import { sentRules } from '../routing/rule.ts'
import { ruleFaults } from '../routing/ruleFaults.ts'
import { useRulesSave } from '../routing/useRulesSave.ts'
import type { WantedRule } from './draft.ts'

/** Adds the rule of guided setup at the end of the list, unless one like it is there. */
export function useRuleToAdd(id: string) {
  const saving = useRulesSave()
  const [fault, setFault] = useState<string>()
  const [reading, setReading] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  /** True when nothing is left to add; false while somebody is asked, or when it is refused. */
  const add = async ({ domain: typed, userAgent }: WantedRule): Promise<boolean> => {
    setFault(undefined)
    setProblem(null)
    saving.reset()
    if (typed.trim() === '') return true
    const domain = asciiDomain(typed.trim())
    if (domain === null) {
      setFault('Give a domain, such as partner.example: no address, and nothing before an @.')
      return false
    }
    setReading(true)
    try {
      const { Rules, Gatewright } = await call('getRoutingRules', {})
      const there = Rules.some(
        (rule) =>
          rule.IdentityProvider === id &&
          rule.Enabled &&
          rule.Role === null &&
          asciiDomain(rule.Domain) === domain &&
          (rule.UserAgent === 'Any' || rule.UserAgent === userAgent),
      )
      if (there) return true
      const rule = { IdentityProvider: id, Domain: domain, UserAgent: userAgent, Role: null, Enabled: true }
      return await saving.review({ rules: [...sentRules(Rules), rule], startedFrom: Gatewright.Version })
    } catch (error) {
      setProblem(error)
      return false
    } finally {
      setReading(false)
    }
  }
  return {
    add,
    // The rules before it are as they were saved, and nowhere to be seen here
    fault: fault ?? ruleFaults(saving.error?.fields ?? [], 0).elsewhere,
    problem: problem ?? (saving.error?.fields.length === 0 && saving.asking === null ? saving.error : null),
    forgetFault: () => setFault(undefined),
    saving,
    busy: reading || saving.busy,
  }
}
