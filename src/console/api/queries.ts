import { queryOptions, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import type { EndpointName } from '#schema/api.ts'
import { call, type Params, type Result } from './call.ts'
import { ApiProblem } from './problem.ts'

/** Names whose request may be left out. */
type Given<Name extends EndpointName> = unknown extends Params<Name> ? [] : [params: Params<Name>]

/**
 * Options for useSuspenseQuery, useQuery and queryClient.ensureQueryData, keyed by endpoint and parameters. Only for endpoints with
 * `reads`: a query is asked again whenever it suits.
 */
export const query = <Name extends EndpointName>(name: Name, ...[params]: Given<Name>) =>
  queryOptions<Result<Name>, ApiProblem>({
    queryKey: [name, params ?? null],
    queryFn: ({ signal }) => call(name, params, { signal }),
  })

/** The same for one object; null where there is none of that ID. */
export const queryOne = <Name extends EndpointName>(name: Name, params: Params<Name>) =>
  queryOptions<Result<Name> | null, ApiProblem>({
    queryKey: [name, params],
    queryFn: async ({ signal }) => {
      try {
        return await call(name, params, { signal })
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'not_found') return null
        throw error
      }
    },
  })

/**
 * A call that changes something. What is on screen is read again before the promise resolves, because a write can show anywhere:
 * names in permission lists, counts, the change log.
 */
export function useAct<Name extends EndpointName>(name: Name) {
  return useMutation<Result<Name>, ApiProblem, Params<Name>>({
    mutationFn: (params) => call(name, params),
    onSuccess: useReadAgain(),
  })
}

/** Which version an edit started from, why it is made, and which risk is confirmed (call.ts). */
export type Edit = { startedFrom: number | undefined; reason?: string; confirmed?: string | null }

/** A call that edits an object. */
export function useEdit<Name extends EndpointName>(name: Name) {
  return useMutation<Result<Name>, ApiProblem, { params: Params<Name> } & Edit>({
    mutationFn: ({ params, ...edit }) => call(name, params, edit),
    onSuccess: useReadAgain(),
  })
}

function useReadAgain() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ predicate: isNoSession })
}

/** Whether a query reads the tenant. Who is signed in stays: a change of an object ends no session. */
export const isNoSession = ({ queryKey }: { queryKey: QueryKey }) => queryKey[0] !== 'session'

/** Whether a query reads objects. The others stay: every page needs them, and would vanish while they are read again. */
export const isOfObjects = ({ queryKey }: { queryKey: QueryKey }) =>
  !['session', 'whoAmI', 'capabilities'].includes(String(queryKey[0]))
