import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { isNoSession, isOfObjects } from '#console/api/queries.ts'
import { lastSearch } from './lastList.ts'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'

type Options = {
  type: ObjectType
  name: string
  /** Of the query that reads the object. */
  queryKey: QueryKey
  object: Pick<ObjectFormState, 'form' | 'base'>
  /** Calls the tenant. It reads nothing again: the object is still on screen. */
  remove: () => Promise<unknown>
}

/** Deletes first and leaves then. A refusal is thrown, and everything that was typed is still there. */
export function useRemove({ type, name, queryKey, object, remove }: Options): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await remove()
    // Nothing of it is left to be saved.
    object.form.reset(object.base.values)
    // What is not on screen is read again on the way to it.
    queryClient.removeQueries({ type: 'inactive', predicate: isOfObjects })
    await navigate({
      to: nouns[type].path,
      search: lastSearch(type),
      ignoreBlocker: true,
      state: { deleted: name },
    })
    queryClient.removeQueries({ queryKey })
    await queryClient.invalidateQueries({ predicate: isNoSession })
  }
}
