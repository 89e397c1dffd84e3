import { useState } from 'react'
import { ApiProblem } from '#console/api/problem.ts'
import { settingAt } from '#schema/change.ts'
import type { FaultPlaces } from './faultPlaces.ts'
import { faultyPaths } from './faultyPaths.ts'
import type { ObjectFormState } from './useObjectForm.ts'

/** Shows what is wrong where it is: at the first faulty field, or on top when no field is meant. */
export function useFaults(
  { categories, form }: Pick<ObjectFormState, 'categories' | 'form'>,
  { goTo, want }: FaultPlaces,
) {
  const [problem, setProblem] = useState<unknown>(null)

  const goToFirst = (paths: readonly string[]) => {
    const first = categories
      .flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`))
      .find((path) => paths.includes(path))
    if (first === undefined) return
    goTo(first.split('.')[0] ?? '')
    want(first)
  }

  /** True when all settings are fine. */
  const judge = async () => {
    setProblem(null)
    if (await form.trigger()) return true
    goToFirst(faultyPaths(form.getErrors()))
    return false
  }

  const fail = (error: unknown) => {
    if (!(error instanceof ApiProblem)) return setProblem(error)
    // The dialog about the end of the session says all there is to say.
    if (error.code === 'unauthenticated') return
    const known = error.fields.filter(({ path }) => settingAt(categories, path))
    for (const { path, message } of known) form.setError(path, { type: 'server', message })
    if (known.length === 0) return setProblem(error)
    goToFirst(known.map(({ path }) => path.split('.').slice(0, 2).join('.')))
  }

  return { problem, setProblem, goToFirst, judge, fail }
}
