import { styled } from '@mui/material/styles'
import { Lightbulb } from 'lucide-react'
import type { ReactNode } from 'react'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { advanced } from '#schema/application/advanced.ts'
import { userAccess } from '#schema/application/userAccess.ts'
import { ClaimsScriptTools } from '../application/ClaimsScriptTools.tsx'
import { ScopesExplained } from '../consequences/ScopesExplained.tsx'
import { recipeOf, type RecipeId } from '#schema/recipes/index.ts'
import { ReviewStep } from './ReviewStep.tsx'
import type { Step } from '#console/object/guidedSetup/step.ts'
import { UserAccessStep } from './UserAccessStep.tsx'

type Props = {
  steps: readonly Step[]
  step: Step
  recipe: RecipeId
  onGoTo: (index: number) => void
}

/** The fields of a step: those of the application's page, with what is to be known for this recipe. */
export function GuidedSetupStep({ steps, step, recipe, onGoTo }: Props) {
  const { hints, template } = recipeOf(recipe)
  const hintsOf = (category: string): Record<string, ReactNode> =>
    Object.fromEntries(
      Object.entries(hints)
        .filter(([path]) => path.startsWith(`${category}.`))
        .map(([path, words]) => [path.slice(category.length + 1), <Hint key={path}>{words}</Hint>]),
    )
  const besides = (category: string) => {
    const hints = hintsOf(category)
    if (category !== advanced.id) return hints
    const tools = (
      <>
        {hints['claimsScript']}
        <ClaimsScriptTools />
      </>
    )
    return { ...hints, claimsScript: tools }
  }
  if (step.id === 'review') return <ReviewStep template={template} steps={steps} onGoTo={onGoTo} />
  if (step.id === 'userAccess')
    return (
      <UserAccessStep
        template={template}
        access={step.categories.find(({ id }) => id === 'userAccess') ?? userAccess}
        hints={{ ...hintsOf('confidentialClient'), ...hintsOf('userAccess') }}
      />
    )
  return (
    <ScopesExplained>
      {step.categories.map((category) => (
        <CategoryForm key={category.id} category={category} summary={false} after={besides(category.id)} />
      ))}
    </ScopesExplained>
  )
}

function Hint({ children }: { children: string }) {
  return (
    <Line>
      <Icon of={Lightbulb} size={14} />
      <span>{children}</span>
    </Line>
  )
}

const Line = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  gap: theme.spacing(1.5),
  margin: theme.spacing(1.5, 0, 0),
  '& svg': { marginTop: theme.spacing(0.75), color: theme.vars.palette.primary.main },
}))
