import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { useEdit } from '#console/api/queries.ts'
import { ObjectFormContext } from '#console/form/ObjectFormContext.tsx'
import { StaleSave } from '#console/form/StaleSave.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { useObjectSave } from '#console/form/useObjectSave.ts'
import { GuidedSetupFrame } from '#console/object/guidedSetup/GuidedSetupFrame.tsx'
import { pathsOf, stepIndexOf } from '#console/object/guidedSetup/step.ts'
import { StepActions } from '#console/object/guidedSetup/StepActions.tsx'
import { useDraft } from '#console/object/draft/useDraft.ts'
import { Button } from '#console/ui/Button.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { changes } from '#schema/change.ts'
import {
  identityProviderCategories,
  identityProviderConfig,
  type IdentityProviderConfig,
} from '#schema/identityProvider/index.ts'
import { identityProviderQuery } from '../identityProviderQueries.ts'
import { ConfirmRules } from '../routing/ConfirmRules.tsx'
import { identityProviderRequest, savedIdentityProvider } from '../savedIdentityProvider.ts'
import { BesideStep } from './BesideStep.tsx'
import { noRule, toKept, type Progress } from './draft.ts'
import { GuidedSetupNotices } from './GuidedSetupNotices.tsx'
import { GuidedSetupStep } from './GuidedSetupStep.tsx'
import { steps } from './steps.ts'
import { useRuleToAdd } from './useRuleToAdd.ts'

type Props = {
  id: string
  provider: NonNullable<Result<'getIdentityProvider'>>
  progress: Progress
  restored: boolean
  onKept: () => void
}

const route = getRouteApi('/signedIn/identity-providers/setup/$id')

/** Guided setup of an identity provider that is there, inactive. Each step is saved when one goes on from it. */
export function GuidedSetupForm({ id, provider, progress, restored, onKept }: Props) {
  const { me } = route.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const update = useEdit('updateIdentityProvider')
  const lack = lackOf(me, 'fedman')
  const saved = savedIdentityProvider(provider)
  const object = useObjectForm<IdentityProviderConfig>({
    categories: identityProviderCategories,
    schema: identityProviderConfig,
    saved,
    version: provider.Gatewright.Version,
    start: progress.values,
    readOnlyReason: lack,
  })
  const { form, base } = object
  const [rule, setRule] = useState(progress.rule)
  const [wanted, want] = useState<string | null>(null)
  const [reached, setReached] = useState(progress.reached)
  const asked = steps.findIndex((step) => step.id === search.step)
  const at = asked >= 0 && asked <= reached ? asked : Math.min(progress.step, reached)
  const step = steps[at]
  const isLast = at === steps.length - 1

  const typed = () => form.getValues() as unknown as IdentityProviderConfig
  const draft = useDraft({
    id,
    kind: 'identityProvider/setup',
    kept: () =>
      toKept({ step: at, reached, rule, values: typed() }, base.values as unknown as IdentityProviderConfig),
  })
  const { touch } = draft
  const goTo = (index: number) => {
    const next = steps[index]
    if (!next) return
    setReached((furthest) => Math.max(furthest, index))
    if (index !== at) void navigate({ search: { step: next.id }, resetScroll: false })
    touch()
  }
  const saving = useObjectSave<IdentityProviderConfig>(object, {
    goTo: (category) => goTo(stepIndexOf(steps, category)),
    want,
    save: async (values, { version }) => {
      await update.mutateAsync({ params: identityProviderRequest(id, values), startedFrom: version })
    },
    reload: async () => {
      const now = await queryClient.fetchQuery({ ...identityProviderQuery(id), staleTime: 0 })
      return now
        ? { values: savedIdentityProvider(now), version: now.Gatewright.Version }
        : { values: saved, version: provider.Gatewright.Version }
    },
  })
  const adding = useRuleToAdd(id)
  const finish = async () => {
    await draft.end().catch(() => undefined)
    await navigate({ search: { step: 'done' } })
  }

  /** Saves what is typed, where anything is. */
  const save = async () =>
    changes(identityProviderCategories, base.values, form.getValues()).length === 0 || (await saving.save())
  const stepIsSaved = async () => {
    const paths = step ? pathsOf(step) : []
    if (paths.length > 0 && !(await form.trigger(paths))) {
      want(paths.find((path) => form.getFieldState(path).invalid) ?? null)
      return false
    }
    return save()
  }
  /** Adds the rule that is typed, where one is: its fields are for another one then. */
  const ruleIsAdded = async () => {
    const added = await adding.add(rule)
    if (added) setRule(noRule)
    return added
  }
  /** Leaves nothing behind that was typed and passed over. */
  const end = async () => {
    if (lack === undefined && !(await ruleIsAdded())) {
      goTo(steps.findIndex(({ id: each }) => each === 'routing'))
      return false
    }
    const ended = lack !== undefined || (await save())
    if (ended) await finish()
    return ended
  }
  const switchOn = async () => {
    form.setValue('settings.active', true)
    if (!(await end())) form.setValue('settings.active', false)
  }
  const next = async () => {
    if (lack !== undefined) return isLast ? undefined : goTo(at + 1)
    if (isLast) return switchOn()
    const done = step?.id === 'routing' ? await ruleIsAdded() : await stepIsSaved()
    if (done) goTo(at + 1)
  }

  useEffect(() => form.subscribe({ formState: { values: true }, callback: touch }), [form, touch])
  useEffect(() => {
    if (restored) onKept()
  }, [restored, onKept])

  if (!step) return null
  const busy = form.formState.isSubmitting || adding.busy
  return (
    <ObjectFormContext
      held={{ categories: object.categories, form, base, readOnlyReason: lack, wanted, want }}
    >
      <GuidedSetupFrame
        title={provider.Name}
        about="Guided setup. Each step is saved when you go on, and nobody is sent there before you switch it on."
        header={
          <ButtonLink to="/identity-providers/$id/$tab" params={{ id, tab: 'settings' }}>
            All settings
          </ButtonLink>
        }
        notices={
          <GuidedSetupNotices
            lack={lack}
            restored={restored && at === progress.step}
            problem={adding.problem === null ? saving.problem : { error: adding.problem, focused: true }}
            onRetry={() => void next()}
          />
        }
        steps={steps}
        at={at}
        reached={reached}
        wanted={wanted}
        onGo={goTo}
        onNext={() => void next()}
        beside={
          <BesideStep id={id} step={step.id} version={base.version ?? 0} save={stepIsSaved} rule={rule} />
        }
        actions={
          <StepActions
            steps={steps}
            at={at}
            lastLabel="Switch on"
            disabledReason={isLast ? lack : undefined}
            busy={busy}
            draft={draft}
            onBack={() => goTo(at - 1)}
            discarding={{
              words: `What you typed since the last step is forgotten. ${provider.Name} stays as it is saved; you delete it on its page.`,
              leave: () => navigate({ to: '/identity-providers/$id/$tab', params: { id, tab: 'settings' } }),
            }}
          >
            {isLast && (
              <Button onClick={() => void end()} busy={busy}>
                Leave it off
              </Button>
            )}
          </StepActions>
        }
      >
        <GuidedSetupStep
          id={id}
          step={step}
          urls={provider.Gatewright}
          rule={rule}
          readOnly={lack !== undefined}
          ruleFault={adding.fault}
          onRule={(to) => {
            adding.forgetFault()
            setRule(to)
            touch()
          }}
          onGo={(place) => goTo(steps.findIndex((each) => each.id === place))}
        />
      </GuidedSetupFrame>
      {adding.saving.asking && (
        <ConfirmRules
          asked={adding.saving.asking}
          save={async (revertAfter) => {
            if (!(await adding.saving.confirm(revertAfter))) return
            setRule(noRule)
            goTo(at + 1)
          }}
          onClose={adding.saving.stop}
        />
      )}
      <StaleSave object={object} saving={saving} />
    </ObjectFormContext>
  )
}
