import { styled } from '@mui/material/styles'
import { Lightbulb } from 'lucide-react'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { userAccess } from '#schema/application/userAccess.ts'
import { ScopesExplained } from '../consequences/ScopesExplained.tsx'
import { recipeOf, type RecipeId } from './recipes.ts'
import { ReviewStep } from './ReviewStep.tsx'
import type { Step } from './steps.ts'
import { UserAccessStep } from './UserAccessStep.tsx'

type Props = {
  steps: readonly Step[]
  step: Step
  recipe: RecipeId
  onGoTo: (index: number) => void
}

/** The fields of a step: those of the application's page, with what is to be known for this recipe. */
export function SetupStep({ steps, step, recipe, onGoTo }: Props) {
  const { hints, template } = recipeOf(recipe)
  const hintsOf = (category: string) =>
    Object.fromEntries(
      Object.entries(hints)
        .filter(([path]) => path.startsWith(`${category}.`))
        .map(([path, words]) => [path.slice(category.length + 1), <Hint key={path}>{words}</Hint>]),
    )
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
        <CategoryForm key={category.id} category={category} summary={false} after={hintsOf(category.id)} />
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
