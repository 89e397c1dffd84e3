import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { lackOf } from '#console/api/me.ts'
import { userReaders } from '#schema/right.ts'
import { problemInWords } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { AskBeforeLeaving } from '#console/form/AskBeforeLeaving.tsx'
import { CallOfPage } from '#console/object/calls/CallOfPage.tsx'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SaveBar } from '#console/ui/SaveBar.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { CompareRouting } from './CompareRouting.tsx'
import { ConfirmRules } from './ConfirmRules.tsx'
import { PendingRules } from './PendingRules.tsx'
import { RoutingFindings } from './RoutingFindings.tsx'
import { RuleList } from './RuleList.tsx'
import { RuleTable } from './RuleTable.tsx'
import { routingQuery, whilePending } from './routingQuery.ts'
import { ruleFaults } from './ruleFaults.ts'
import { StaleRules } from './StaleRules.tsx'
import { TryRouting } from './TryRouting.tsx'
import { useChoices } from './useChoices.ts'
import { useFindings } from './useFindings.ts'
import { useRulesEdit } from './useRulesEdit.ts'
import { useRulesSave } from './useRulesSave.ts'

export function RoutingRulesPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('getRoutingRules') ? <Rules /> : <NotOfferedPage what="routing rules" />
}

/** The one list that decides where people sign in, changed as a whole. */
function Rules() {
  const { me } = signedInRoute.useRouteContext()
  const saved = useSuspenseQuery({
    ...routingQuery,
    refetchInterval: ({ state }) => whilePending(state.data),
  }).data
  const saving = useRulesSave()
  const edit = useRulesEdit(saved, saving.reset)
  const choices = useChoices()
  const found = useFindings(edit.unsaved)
  const lack = lackOf(me, 'fedman')
  const [first] = choices.identityProviders
  const { rules, sent } = edit

  // What was saved meanwhile is read first
  const stale = saving.stale && !saving.busy && saving.asking === null

  const review = async () => {
    if (await saving.review({ rules: sent, startedFrom: edit.startedFrom })) edit.discard()
  }
  const faults = ruleFaults(saving.error?.fields ?? found.error?.fields ?? [], rules.length)
  // A fault of a single rule stands there
  const onTop =
    saving.error && !saving.stale && (saving.error.fields.length === 0 || faults.elsewhere !== undefined)
      ? problemInWords(saving.error)
      : null
  const providers = new Map([
    ...choices.identityProviders.map(({ id, name }) => [id, name] as const),
    ...rules.map((rule) => [rule.IdentityProvider, rule.IdentityProviderName] as const),
  ])
  return (
    <>
      <PageHeader
        title="Routing Rules"
        actions={
          <>
            <CallOfPage queryKey={routingQuery.queryKey} reply={saved} />
            <Button
              icon={Plus}
              look="primary"
              onClick={() => first && edit.add(first)}
              disabledReason={lack ?? (first ? undefined : 'Add an identity provider first.')}
            >
              Add rule
            </Button>
          </>
        }
      >
        The first rule that fits decides where somebody signs in. Whoever fits none signs in here. System
        Administrators and the break-glass account can always sign in here, at /login/local.
      </PageHeader>
      {edit.restored && <NoticeBanner>The changes you had not saved are back.</NoticeBanner>}
      {stale && <StaleRules theirs={saved.Rules} onTakeTheirs={edit.discard} onInsist={edit.insist} />}
      {onTop && saving.asking === null && (
        <ProblemBanner {...onTop} happened={faults.elsewhere ?? onTop.happened} focused />
      )}
      {saved.Pending && (
        <PendingRules
          pending={saved.Pending}
          startedFrom={edit.startedFrom ?? saved.Gatewright.Version}
          lack={lack}
        />
      )}
      {rules.length === 0 ? (
        <EmptyState>
          Everybody signs in here. A rule sends the people of a domain to an external identity provider.
        </EmptyState>
      ) : lack === undefined ? (
        <RuleList edit={edit} choices={choices} faultOf={faults.at} />
      ) : (
        <RuleTable rules={rules} />
      )}
      <section style={{ marginTop: 32 }}>
        <SectionHeading>What these rules mean</SectionHeading>
        <RoutingFindings {...found} elsewhere={faults.elsewhere} />
      </section>
      <section style={{ marginTop: 32 }}>
        <SectionHeading>Who goes where?</SectionHeading>
        <TryRouting rules={rules} unsaved={edit.unsaved} roles={choices.roles} />
      </section>
      <section style={{ marginTop: 32 }}>
        <SectionHeading>Who would move?</SectionHeading>
        <CompareRouting
          rules={sent}
          providers={providers}
          lack={lack}
          lackOfNames={lackOf(me, ...userReaders)}
        />
      </section>
      {edit.unsaved && (
        <SaveBar
          message="Routing rules changed"
          actions={
            <>
              <Button onClick={edit.discard}>Discard</Button>
              <Button look="primary" data-shortcut="save" busy={saving.busy} onClick={() => void review()}>
                Save
              </Button>
            </>
          }
        />
      )}
      {saving.asking && (
        <ConfirmRules
          asked={saving.asking}
          save={async (revertAfter) => {
            if (await saving.confirm(revertAfter)) edit.discard()
          }}
          onClose={saving.stop}
        />
      )}
      <AskBeforeLeaving within="/routing-rules" count={() => (edit.unsaved ? 1 : 0)} />
    </>
  )
}
