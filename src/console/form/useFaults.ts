import { useState } from 'react'
import { ApiProblem } from '#console/api/problem.ts'
import { isShown } from '#schema/category.ts'
import { settingAt } from '#schema/change.ts'
import type { FieldFault } from '#schema/problem.ts'
import type { FaultPlaces } from './faultPlaces.ts'
import { faultyPaths } from './faultyPaths.ts'
import type { ObjectFormState } from './useObjectForm.ts'

export type ShownProblem = {
  error: unknown
  /** False when a faulty field takes the focus. */
  focused: boolean
}

/** Shows what is wrong where it is: at the first faulty field, and on top what is meant for no field of this form. */
export function useFaults(
  { categories, form }: Pick<ObjectFormState, 'categories' | 'form'>,
  { goTo, want }: FaultPlaces,
) {
  const [problem, show] = useState<ShownProblem | null>(null)
  const setProblem = (error: unknown) => show(error === null ? null : { error, focused: true })

  const goToFirst = (paths: readonly string[]) => {
    const first = categories
      .flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`))
      .find((path) => paths.includes(path))
    if (first === undefined) return
    goTo(categoryOf(first))
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
    const isHere = ({ path }: FieldFault) => {
      const setting = settingAt(categories, path)
      return setting !== undefined && isShown(setting.when, categoryOf(path), form.getValues())
    }
    const here = error.fields.filter(isHere)
    const elsewhere = error.fields.filter((fault) => !isHere(fault))
    for (const path of new Set(here.map((fault) => fault.path))) {
      const message = inWords(here.filter((fault) => fault.path === path))
      form.setError(path, { type: 'server', message })
    }
    if (here.length === 0 && elsewhere.length === 0) return setProblem(error)
    if (elsewhere.length > 0) show({ error: aboutOthers(error, elsewhere), focused: here.length === 0 })
    goToFirst(here.map(({ path }) => path.split('.').slice(0, 2).join('.')))
  }

  /** A setting that is hidden at present is named, since nothing beside the sentence says which. */
  const aboutOthers = ({ code, status, requestId }: ApiProblem, faults: readonly FieldFault[]) => {
    const message = inWords(
      faults.map(({ path, message: said }) => {
        const label = settingAt(categories, path)?.label
        return { path, message: label === undefined ? said : `${label}: ${said}` }
      }),
    )
    return new ApiProblem({ code, status, requestId, message })
  }

  return { problem, setProblem, goToFirst, judge, fail }
}

const categoryOf = (path: string) => path.split('.')[0] ?? ''

const inWords = (faults: readonly FieldFault[]) =>
  [...new Set(faults.map(({ message }) => message))].join(' ')
