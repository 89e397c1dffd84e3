import type { QueryClient } from '@tanstack/react-query'

/** What is kept of a draft goes one after the other: an earlier state must not arrive last, or after the draft is gone. */
export const draftScope = (id: string) => ({ id: `draft ${id}` })

/** Waits until whatever is on its way to a draft has arrived or failed: who comes back at once must not be shown an earlier state. */
export async function draftKept(queryClient: QueryClient, id: string): Promise<void> {
  const isUnderWay = () =>
    queryClient.isMutating({ predicate: ({ options }) => options.scope?.id === draftScope(id).id }) > 0
  if (!isUnderWay()) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = queryClient.getMutationCache().subscribe(() => {
    if (!isUnderWay()) resolve()
  })
  await promise
  stop()
}
