import { useFormState } from 'react-hook-form'
import { faultyPaths } from '#console/form/faultyPaths.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { Stepper, type Step } from '#console/ui/Stepper.tsx'
import { stepIndexOf, type Step as GuidedSetupStep } from './steps.ts'

type Props = { steps: readonly GuidedSetupStep[]; at: number; reached: number; onGo: (index: number) => void }

export function GuidedSetupStepper({ steps, at, reached, onGo }: Props) {
  const { form } = useHeldForm()
  const { errors } = useFormState({ control: form.control })
  const faulty = new Set(faultyPaths(errors).map((path) => stepIndexOf(steps, path)))
  const stateOf = (index: number): Step['state'] => {
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
