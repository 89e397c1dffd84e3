import { startTransition, useEffect, useState } from 'react'
import { useHeldForm } from './ObjectFormContext.tsx'
import type { ObjectValues } from './objectValues.ts'

/** What all fields hold, for what is said about them: typing goes on first, and this follows. */
export function useValuesLater(): ObjectValues {
  const { form } = useHeldForm()
  const [values, setValues] = useState<ObjectValues>(form.getValues)
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: (state) => startTransition(() => setValues(state.values)),
      }),
    [form],
  )
  return values
}
