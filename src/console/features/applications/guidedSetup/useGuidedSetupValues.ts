import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { valuesOf } from './draft.ts'

/** The values of the form, as they are typed. */
export function useGuidedSetupValues() {
  const { form } = useHeldForm()
  return valuesOf(useWatch({ control: form.control }))
}
