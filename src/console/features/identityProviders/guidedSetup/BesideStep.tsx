import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { lackOf } from '#console/api/me.ts'
import { Panel } from '#console/ui/Panel.tsx'
import { asciiDomain } from '#schema/routing/domain.ts'
import { IdentityProviderConsequences } from '../consequences/IdentityProviderConsequences.tsx'
import { LiveCheck } from '../LiveCheck.tsx'
import { RulesOf } from '../RulesOf.tsx'
import { RoutingFindings } from '../routing/RoutingFindings.tsx'
import { ruleFaults } from '../routing/ruleFaults.ts'
import { routingQuery } from '../routing/routingQuery.ts'
import { sentRules } from '../routing/rule.ts'
import { useFindings } from '../routing/useFindings.ts'
import type { WantedRule } from './draft.ts'

type Props = {
  id: string
  step: string
  version: number
  /** Saves the step, and says whether it is saved. */
  save: () => Promise<boolean>
  rule: WantedRule
}

/** What helps with a step, beside its fields. */
export function BesideStep({ id, step, version, save, rule }: Props) {
  if (step === 'inboundMetadata')
    return (
      <Panel>
        <LiveCheck id={id} version={version} saveFirst={save} />
      </Panel>
    )
  if (step === 'authentication' || step === 'groupMappings') return <IdentityProviderConsequences id={id} />
  if (step === 'test') return <IdentityProviderConsequences id={id} accountAlone />
  if (step === 'switchOn')
    return (
      <Panel aria-labelledby="takes">
        <h2 id="takes">Whom it takes once it is on</h2>
        <RulesOf id={id} />
      </Panel>
    )
  return step === 'routing' ? <WithRule id={id} rule={rule} /> : null
}

/** What is risky about the whole list with the rule that is typed. */
function WithRule({ id, rule: { domain: typed, userAgent } }: { id: string; rule: WantedRule }) {
  const { me } = signedInRoute.useRouteContext()
  const saved = useQuery(routingQuery).data?.Rules
  const domain = asciiDomain(typed.trim())
  const mayTry = lackOf(me, 'fedman') === undefined
  // The same list as long as nothing of it changes: it is asked about once
  const unsaved = useMemo(
    () =>
      domain === null || !saved || !mayTry
        ? null
        : [
            ...sentRules(saved),
            { IdentityProvider: id, Domain: domain, UserAgent: userAgent, Role: null, Enabled: true },
          ],
    [id, domain, userAgent, saved, mayTry],
  )
  const found = useFindings(unsaved)
  return (
    <Panel aria-labelledby="rules-mean">
      <h2 id="rules-mean">What the rules mean</h2>
      <RoutingFindings {...found} elsewhere={ruleFaults(found.error?.fields ?? [], 0).elsewhere} />
    </Panel>
  )
}
