import { useEffect, useRef } from 'react'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { valuesOf } from './draft.ts'
import { followed } from './following.ts'

/** The names of the service user and the role follow the application's while nobody has typed others. `onChange` hears of every change. */
export function useFollowing(form: ObjectFormState['form'], onChange: () => void) {
  const before = useRef(valuesOf(form.getValues()).description)
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => {
          const { description, confidentialClient } = valuesOf(form.getValues())
          const names = followed(confidentialClient, before.current, description)
          before.current = { ...description }
          for (const [key, name] of Object.entries(names)) form.setValue(`confidentialClient.${key}`, name)
          onChange()
        },
      }),
    [form, onChange],
  )
}
