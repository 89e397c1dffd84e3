import { styled } from '@mui/material/styles'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { ObjectFormContext } from '#console/form/ObjectFormContext.tsx'
import { useFaults } from '#console/form/useFaults.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import {
  clientSetupCategoriesOf,
  clientSetupOf,
  clientSetupCategories,
  type ClientSetup,
} from '#schema/clientSetup.ts'
import { valuesOf, type Progress } from './draft.ts'
import { recipeOf, type RecipeId } from './recipes.ts'
import { GuidedSetupConsequences } from './GuidedSetupConsequences.tsx'
import { GuidedSetupNotices } from './GuidedSetupNotices.tsx'
import { GuidedSetupStep } from './GuidedSetupStep.tsx'
import { GuidedSetupStepper } from './GuidedSetupStepper.tsx'
import { StepActions } from './StepActions.tsx'
import { stepIndexOf, stepsOf } from './steps.ts'
import { useCreateClient } from './useCreateClient.ts'
import { useDraft } from './useDraft.ts'
import { useFollowing } from './useFollowing.ts'
import { useHeadingFocus } from './useHeadingFocus.ts'
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
    recipe,
    progress: () => ({ key, step: at, reached, values: valuesOf(form.getValues()) }),
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
    onMade: () => void draft.end().catch(() => undefined),
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
  const heading = useHeadingFocus(at, wanted)

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
      <PageHeader title={recipeOf(recipe).title}>
        Guided setup. Nothing exists until you choose Create on the last step.
      </PageHeader>
      <GuidedSetupNotices
        id={id}
        recipe={recipe}
        drafts={at === 0 ? drafts : []}
        restored={restored}
        problem={faults.problem}
        onRetry={() => void next()}
      />
      <Columns>
        <Side>
          <GuidedSetupStepper steps={steps} at={at} reached={reached} onGo={goTo} />
        </Side>
        <Form
          noValidate
          aria-labelledby="setup-step"
          onSubmit={(event) => {
            event.preventDefault()
            void next()
          }}
        >
          {/* Another one with each step, so that it gets the focus anew. */}
          <Heading key={step.id} id="setup-step" ref={heading} tabIndex={-1}>
            {step.title}
          </Heading>
          <Summary>{step.summary}</Summary>
          <GuidedSetupStep steps={steps} step={step} recipe={recipe} onGoTo={goTo} />
          <StepActions steps={steps} at={at} creating={creating} draft={draft} onBack={() => goTo(at - 1)} />
        </Form>
        <Beside>
          <GuidedSetupConsequences template={template} onGoTo={goToSetting} />
        </Beside>
      </Columns>
    </ObjectFormContext>
  )
}

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '10.5rem minmax(0, 1fr) minmax(20rem, 26rem)',
  gridTemplateAreas: '"steps form beside"',
  alignItems: 'start',
  gap: theme.spacing(8),
  [theme.breakpoints.down('lg')]: {
    gridTemplateColumns: '10.5rem minmax(0, 1fr)',
    gridTemplateAreas: '"steps form" ". beside"',
  },
  [theme.breakpoints.down('md')]: {
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateAreas: '"steps" "form" "beside"',
    gap: theme.spacing(5),
  },
}))

const Side = styled('div')(({ theme }) => ({
  gridArea: 'steps',
  minWidth: 0,
  [theme.breakpoints.up('md')]: { position: 'sticky', top: theme.spacing(18) },
}))

const Form = styled('form')({ gridArea: 'form', minWidth: 0, maxWidth: 640 })

const Beside = styled('div')({ gridArea: 'beside', alignSelf: 'stretch', minWidth: 0 })

const Heading = styled('h2')(({ theme }) => ({
  ...theme.typography.h1,
  margin: 0,
  outline: 'none',
  scrollMarginTop: theme.spacing(20),
}))

const Summary = styled('p')(({ theme }) => ({
  margin: theme.spacing(1, 0, 6),
  color: theme.vars.palette.text.secondary,
}))
