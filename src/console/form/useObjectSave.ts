import { useState } from 'react'
import { ApiProblem } from '#console/api/problem.ts'
import { changes, settingAt, type Change } from '#schema/change.ts'
import { faultyPaths } from './faultyPaths.ts'
import { merge, type Merge } from './merge.ts'
import { withoutSecrets } from './objectValues.ts'
import type { ObjectFormState } from './useObjectForm.ts'

type Saved<Values> = { values: Values; version?: number | undefined }

export type SaveOptions<Values> = {
  /** Sends the whole object with the version it started from; throws an ApiProblem. */
  save: (values: Values, details: { version: number | undefined; changes: Change[] }) => Promise<void>
  /** Reads what is saved now, after somebody else has saved. */
  reload: () => Promise<Saved<Values>>
  /** Brings the setting's category onto the screen. */
  goTo: (category: string) => void
}

type Options<Values> = SaveOptions<Values> & { want: (path: string) => void }

/** Review, save, and every way in which saving can fail. */
export function useObjectSave<Values>(
  object: ObjectFormState<Values>,
  { save, reload, goTo, want }: Options<Values>,
) {
  const { categories, form, base, rebase, forgetRestored } = object
  const [reviewing, setReviewing] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [justSaved, setJustSaved] = useState(false)
  const [stale, setStale] = useState<{ current: Saved<Values>; merge: Merge } | null>(null)

  const clear = () => {
    setProblem(null)
    setStale(null)
    setReviewing(false)
  }

  const goToFault = (paths: readonly string[]) => {
    setReviewing(false)
    const first = inOrder(categories).find((path) => paths.includes(path))
    if (first === undefined) return
    goTo(first.split('.')[0] ?? '')
    want(first)
  }

  const review = async () => {
    setProblem(null)
    setJustSaved(false)
    if (await form.trigger()) setReviewing(true)
    else goToFault(faultyPaths(form.formState.errors))
  }

  const send = form.handleSubmit(
    async (values) => {
      setProblem(null)
      try {
        await save(values as Values, {
          version: base.version,
          changes: changes(categories, base.values, values),
        })
        forgetRestored()
        rebase({ values: withoutSecrets(categories, values) as Values, version: base.version })
        setReviewing(false)
        setJustSaved(true)
        setTimeout(() => setJustSaved(false), 4000)
      } catch (error) {
        setReviewing(false)
        await fail(error)
      }
    },
    (errors) => goToFault(faultyPaths(errors)),
  )

  const fail = async (error: unknown) => {
    if (!(error instanceof ApiProblem)) return setProblem(error)
    // The dialog about the end of the session says all there is to say.
    if (error.code === 'unauthenticated') return
    if (error.code === 'stale') return compare()
    const known = error.fields.filter(({ path }) => settingAt(categories, path))
    for (const { path, message } of known) form.setError(path, { type: 'server', message })
    if (known.length === 0) return setProblem(error)
    goToFault(known.map(({ path }) => path.split('.').slice(0, 2).join('.')))
  }

  const compare = async () => {
    try {
      const current = await reload()
      const theirs = current.values as typeof base.values
      const result = merge(categories, { before: base.values, theirs, yours: form.getValues() })
      setStale({ current, merge: result })
    } catch (error) {
      setProblem(error)
    }
  }

  return {
    reviewing,
    problem,
    justSaved,
    stale,
    clear,
    stopReview: () => setReviewing(false),
    review: () => void review(),
    save: () => void send(),
  }
}

const inOrder = (categories: ObjectFormState['categories']) =>
  categories.flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`))
