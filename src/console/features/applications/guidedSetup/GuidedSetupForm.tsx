import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { ObjectFormContext } from '#console/form/ObjectFormContext.tsx'
import { useFaults } from '#console/form/useFaults.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { GuidedSetupFrame } from '#console/object/guidedSetup/GuidedSetupFrame.tsx'
import { StepActions } from '#console/object/guidedSetup/StepActions.tsx'
import { stepIndexOf } from '#console/object/guidedSetup/step.ts'
import { useDraft } from '#console/object/draft/useDraft.ts'
import {
  clientSetupCategoriesOf,
  clientSetupOf,
  clientSetupCategories,
  type ClientSetup,
} from '#schema/clientSetup.ts'
import { draftKind, toBody, valuesOf, type Progress } from './draft.ts'
import { recipeOf, type RecipeId } from '#schema/recipes/index.ts'
import { GuidedSetupConsequences } from './GuidedSetupConsequences.tsx'
import { GuidedSetupNotices } from './GuidedSetupNotices.tsx'
import { GuidedSetupStep } from './GuidedSetupStep.tsx'
import { lackForCreate } from './lackForCreate.ts'
import { noteMade } from './madeFrom.ts'
import { stepsOf } from './steps.ts'
import { useCreateClient } from './useCreateClient.ts'
import { useFollowing } from './useFollowing.ts'
import { useStepCheck } from './useStepCheck.ts'

type Props = {
  id: string
  recipe: RecipeId
  progress: Progress
  /** Where the values come from, when somebody has typed them before. */
  restored: 'kept' | 'draft' | null
  drafts: Result<'draftsList'>
  /** What waited in this tab is in the form now. */
  onKept: () => void
}

const route = getRouteApi('/signedIn/apps/setup/$recipe')

export function GuidedSetupForm({ id, recipe, progress, restored, drafts, onKept }: Props) {
  const { me } = route.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { values, key } = progress
  const { template } = recipeOf(recipe)
  const steps = useMemo(() => stepsOf(template), [template])
  const object = useObjectForm<ClientSetup>({
    categories: clientSetupCategories,
    schema: clientSetupOf(template),
    saved: values,
  })
  const { form, base } = object
  const [wanted, want] = useState<string | null>(null)
  const [reached, setReached] = useState(progress.reached)
  const asked = steps.findIndex((step) => step.id === search.step)
  const at = asked >= 0 && asked <= reached ? asked : Math.min(progress.step, reached)
  const step = steps[at] ?? steps[0]

  const draft = useDraft({
    id,
    kind: draftKind(recipe),
    kept: () => {
      const values = valuesOf(form.getValues())
      const { name, applicationId } = values.description
      return { title: name || applicationId, body: toBody({ key, step: at, reached, values }) }
    },
  })
  const { touch } = draft

  const goTo = (index: number) => {
    const next = steps[index]
    if (!next) return
    setReached((furthest) => Math.max(furthest, index))
    if (index !== at) void navigate({ search: { ...search, step: next.id }, resetScroll: false })
    touch()
  }
  const goToSetting = (path: string) => {
    goTo(stepIndexOf(steps, path))
    want(path)
  }

  const faults = useFaults(object, { goTo: (category) => goTo(stepIndexOf(steps, category)), want })
  const stepIsFine = useStepCheck(form)
  const { create, creating } = useCreateClient({
    recipe,
    key,
    onFail: faults.fail,
    onMade: (rowKey) => {
      noteMade(id, rowKey)
      void draft.end().catch(() => undefined)
    },
  })
  const next = async () => {
    if (!step) return
    if (step.id === 'review') {
      if (!(await faults.judge())) return
      // Whoever comes back after a lost reply asks with the same key and the same values.
      draft.keepNow()
      return create(clientSetupOf(template).parse(form.getValues()))
    }
    const faulty = await stepIsFine(step)
    if (faulty === undefined) goTo(at + 1)
    else want(faulty)
  }

  useFollowing(form, touch)
  useEffect(() => {
    if (restored !== 'kept') return
    onKept()
    touch()
  }, [restored, onKept, touch])

  if (!step) return null
  return (
    <ObjectFormContext
      held={{
        categories: clientSetupCategoriesOf(template),
        form,
        base,
        readOnlyReason: undefined,
        wanted,
        want,
        isNew: true,
      }}
    >
      <GuidedSetupFrame
        title={recipeOf(recipe).title}
        about="Guided setup. Nothing exists until you choose Create on the last step."
        notices={
          <GuidedSetupNotices
            id={id}
            recipe={recipe}
            drafts={at === 0 ? drafts : []}
            restored={restored}
            problem={faults.problem}
            onRetry={() => void next()}
          />
        }
        steps={steps}
        at={at}
        reached={reached}
        wanted={wanted}
        onGo={goTo}
        onNext={() => void next()}
        beside={<GuidedSetupConsequences template={template} onGoTo={goToSetting} />}
        actions={
          <StepActions
            steps={steps}
            at={at}
            lastLabel="Create"
            disabledReason={step.id === 'review' ? lackForCreate(me) : undefined}
            busy={creating}
            draft={draft}
            onBack={() => goTo(at - 1)}
            discarding={{
              words: 'What you have filled in is deleted. Nothing has been created yet.',
              leave: () => navigate({ to: '/apps' }),
            }}
          />
        }
      >
        <GuidedSetupStep steps={steps} step={step} recipe={recipe} onGoTo={goTo} />
      </GuidedSetupFrame>
    </ObjectFormContext>
  )
}
