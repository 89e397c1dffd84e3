import { useMemo } from 'react'
import { useFormState } from 'react-hook-form'
import type { Change } from '#schema/kinds/kind.ts'
import { changes } from '#schema/change.ts'
import { faultyPaths } from './faultyPaths.ts'
import { useHeldForm } from './ObjectFormContext.tsx'
import { useValuesLater } from './useValuesLater.ts'

/** What the fields change compared with what is saved. */
export function useChanges(): Change[] {
  const { base, categories } = useHeldForm()
  const values = useValuesLater()
  return useMemo(() => changes(categories, base.values, values), [categories, base, values])
}

export type CategoryMark = 'fault' | 'changed'

/** For the tabs: which categories have something wrong or something changed. */
export function useCategoryMarks(): Record<string, CategoryMark> {
  const { form } = useHeldForm()
  const { errors } = useFormState({ control: form.control })
  const marks: Record<string, CategoryMark> = {}
  for (const { path } of useChanges()) marks[path.split('.')[0] ?? ''] = 'changed'
  for (const path of faultyPaths(errors)) marks[path.split('.')[0] ?? ''] = 'fault'
  return marks
}
