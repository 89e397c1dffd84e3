import { useFormState } from 'react-hook-form'
import { faultyPaths } from '#console/form/faultyPaths.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { Stepper, type Step as Shown } from '#console/ui/Stepper.tsx'
import { stepIndexOf, type Step } from './step.ts'

type Props = { steps: readonly Step[]; at: number; reached: number; onGo: (index: number) => void }

/** The steps of guided setup, with what is wrong in each. */
export function GuidedSetupStepper({ steps, at, reached, onGo }: Props) {
  const { form } = useHeldForm()
  const { errors } = useFormState({ control: form.control })
  const faulty = new Set(faultyPaths(errors).map((path) => stepIndexOf(steps, path)))
  const stateOf = (index: number): Shown['state'] => {
    if (index === at) return 'now'
    if (faulty.has(index)) return 'fault'
    return index < reached ? 'done' : 'toCome'
  }
  return (
    <Stepper
      label="Steps"
      steps={steps.map(({ id, title }, index) => ({
        id,
        title,
        state: stateOf(index),
        reachable: index <= reached,
      }))}
      onGo={(id) => onGo(steps.findIndex((step) => step.id === id))}
    />
  )
}
