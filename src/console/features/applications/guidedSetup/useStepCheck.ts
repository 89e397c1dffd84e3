import { useQueryClient } from '@tanstack/react-query'
import { rowsOf, rowsQuery } from '#console/api/redrock.ts'
import { condition, quoted, select } from '#console/api/select.ts'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { applicationTable } from '#schema/redrockColumns.ts'
import { valuesOf } from './draft.ts'
import { pathsOf, type Step } from '#console/object/guidedSetup/step.ts'

const idPath = 'description.applicationId'

/** Judges a step when it is left, and gives the first setting that is not as it should be. */
export function useStepCheck(form: ObjectFormState['form']) {
  const queryClient = useQueryClient()

  /** Create judges it again; here it is said early. Unknown while the tenant does not answer. */
  const whoseId = async (id: string) => {
    const where = condition(
      applicationTable,
      ({ ServiceName }) => `lower(${ServiceName}) = ${quoted(id.toLowerCase())}`,
    )
    const reading = rowsQuery(select(applicationTable, ['Name'], { where }), { pageSize: 1 })
    const reply = await queryClient.fetchQuery({ ...reading, staleTime: 0 })
    return rowsOf(reply, reading)[0]?.Name
  }

  return async (step: Step): Promise<string | undefined> => {
    const paths = pathsOf(step)
    const fine = await form.trigger(paths)
    if (!fine) return paths.find((path) => form.getFieldState(path).invalid)
    if (!paths.includes(idPath)) return undefined
    const owner = await whoseId(valuesOf(form.getValues()).description.applicationId.trim()).catch(
      () => undefined,
    )
    if (owner === undefined) return undefined
    form.setError(idPath, {
      type: 'taken',
      message: `“${owner}” has this Application ID already, whatever the case of its letters. Choose another.`,
    })
    return idPath
  }
}
