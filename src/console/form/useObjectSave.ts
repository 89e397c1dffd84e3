import { useState } from 'react'
import { ApiProblem } from '#console/api/problem.ts'
import type { Change } from '#schema/kinds/kind.ts'
import { changes } from '#schema/change.ts'
import type { FaultPlaces } from './faultPlaces.ts'
import { faultyPaths } from './faultyPaths.ts'
import { merge, type Merge } from './merge.ts'
import { withoutSecrets } from './objectValues.ts'
import { useFaults } from './useFaults.ts'
import type { ObjectFormState } from './useObjectForm.ts'

type Saved<Values> = { values: Values; version?: number | undefined }

export type SaveOptions<Values> = Pick<FaultPlaces, 'goTo'> & {
  /** Sends the whole object with the version it started from; throws an ApiProblem. */
  save: (
    values: Values,
    details: { version: number | undefined; reason: string; changes: Change[] },
  ) => Promise<void>
  /** Reads what is saved now, after somebody else has saved. */
  reload: () => Promise<Saved<Values>>
}

const saidFor = 4000

/** Review, save, and every way in which saving can fail. */
export function useObjectSave<Values>(
  object: ObjectFormState<Values>,
  { save, reload, ...places }: SaveOptions<Values> & FaultPlaces,
) {
  const { categories, form, base, rebase, forgetRestored } = object
  const { problem, setProblem, goToFirst, judge, fail } = useFaults(object, places)
  const [reviewing, setReviewing] = useState(false)
  const [justSaved, setJustSaved] = useState(false)
  const [reason, setReason] = useState('')
  const [stale, setStale] = useState<{ current: Saved<Values>; merge: Merge } | null>(null)

  const clear = () => {
    setProblem(null)
    setStale(null)
    setReviewing(false)
  }

  const review = async () => {
    setJustSaved(false)
    setReviewing(await judge())
  }

  /** Whether it is saved now. */
  const send = async () => {
    let sent = false
    await form.handleSubmit(
      async (values) => {
        setProblem(null)
        try {
          await save(values as Values, {
            version: base.version,
            reason: reason.trim(),
            changes: changes(categories, base.values, values),
          })
          forgetRestored()
          rebase({ values: withoutSecrets(categories, values) as Values, version: base.version })
          setReason('')
          setJustSaved(true)
          setTimeout(() => setJustSaved(false), saidFor)
          sent = true
        } catch (error) {
          if (error instanceof ApiProblem && error.code === 'stale') await compare()
          else fail(error)
        } finally {
          setReviewing(false)
        }
      },
      (errors) => {
        setReviewing(false)
        goToFirst(faultyPaths(errors))
      },
    )()
    return sent
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
    reason,
    setReason,
    problem,
    justSaved,
    stale,
    clear,
    stopReview: () => setReviewing(false),
    review: () => void review(),
    save: send,
  }
}
