import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useEdit } from '#console/api/queries.ts'
import { newUuid } from '#console/api/newUuid.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { AskBeforeLeaving } from '#console/form/AskBeforeLeaving.tsx'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SaveBar } from '#console/ui/SaveBar.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import type { Rule } from './rule.ts'
import { RuleRow } from './RuleRow.tsx'
import { routingQuery } from './routingQuery.ts'
import { TryRouting } from './TryRouting.tsx'
import { useChoices } from './useChoices.ts'

export function RoutingRulesPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('getRoutingRules') ? <Rules /> : <NotOfferedPage what="routing rules" />
}

/** The one list that decides where people sign in, changed as a whole. */
function Rules() {
  const { me } = signedInRoute.useRouteContext()
  const saved = useSuspenseQuery(routingQuery).data
  const [edited, setEdited] = useState<{ rules: Rule[]; startedFrom: number } | null>(null)
  const save = useEdit('setRoutingRules')
  const choices = useChoices()
  const lack = lackOf(me, 'fedman')
  const rules: Rule[] = edited?.rules ?? saved.Rules
  const change = (next: Rule[]) => {
    save.reset()
    setEdited({ rules: next, startedFrom: edited?.startedFrom ?? saved.Gatewright.Version })
  }
  const set = (at: number, to: Partial<Rule>) =>
    change(rules.map((rule, index) => (index === at ? { ...rule, ...to } : rule)))
  const move = (at: number, by: -1 | 1) => {
    const next = [...rules]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at + by, 0, moved)
    change(next)
  }
  const [first] = choices.identityProviders
  const add = () =>
    first &&
    change([
      ...rules,
      {
        ID: newUuid(),
        IdentityProvider: first.id,
        IdentityProviderName: first.name,
        Domain: '',
        UserAgent: 'Any',
        Role: null,
        RoleName: null,
        Enabled: true,
      },
    ])
  const submit = async () => {
    await save.mutateAsync({
      params: {
        Rules: rules.map(({ IdentityProvider, Domain, UserAgent, Role, Enabled }) => ({
          IdentityProvider,
          Domain,
          UserAgent,
          Role,
          Enabled,
        })),
      },
      startedFrom: edited?.startedFrom,
    })
    setEdited(null)
  }
  const faultOf = (at: number) =>
    save.error?.fields.find(({ path }) => path.startsWith(`rules.${at}.`))?.message
  return (
    <>
      <PageHeader
        title="Routing Rules"
        actions={
          <Button
            icon={Plus}
            look="primary"
            onClick={add}
            disabledReason={lack ?? (first ? undefined : 'Add an identity provider first.')}
          >
            Add rule
          </Button>
        }
      >
        The first rule that fits decides where somebody signs in. Whoever fits none signs in here. System
        Administrators can always sign in here, at /login/local.
      </PageHeader>
      {save.error && save.error.fields.length === 0 && (
        <ProblemBanner {...problemInWords(save.error)} focused />
      )}
      {rules.length === 0 ? (
        <EmptyState>
          Everybody signs in here. A rule sends the people of a domain to an external identity provider.
        </EmptyState>
      ) : (
        <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.ID}
              number={index + 1}
              last={index === rules.length - 1}
              rule={rule}
              choices={choices}
              readOnly={lack !== undefined}
              fault={faultOf(index)}
              onChange={(to) => set(index, to)}
              onMove={(by) => move(index, by)}
              onRemove={() => change(rules.filter((_, at) => at !== index))}
            />
          ))}
        </ol>
      )}
      <section style={{ marginTop: 32 }}>
        <SectionHeading>Who goes where?</SectionHeading>
        <TryRouting rules={saved.Rules} unsaved={edited !== null} />
      </section>
      {edited && (
        <SaveBar
          message="Routing rules changed"
          actions={
            <>
              <Button onClick={() => setEdited(null)}>Discard</Button>
              <Button
                look="primary"
                busy={save.isPending}
                onClick={() => void submit().catch(() => undefined)}
              >
                Save
              </Button>
            </>
          }
        />
      )}
      <AskBeforeLeaving within="/routing-rules" count={edited ? 1 : 0} />
    </>
  )
}
