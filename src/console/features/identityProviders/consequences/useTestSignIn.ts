import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type Params } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'

/** Often enough that the answer seems to come by itself. */
const poll = 1500

/** The own newest test sign-in at an identity provider. While it waits it is asked for again and again: the window in which somebody signs in cannot tell. */
export const useTestSignIn = (id: string, enabled = true) =>
  useQuery({
    ...query('getTestSignIn', { ID: id }),
    enabled,
    refetchInterval: ({ state }) => (state.data?.State === 'waiting' ? poll : false),
    refetchIntervalInBackground: true,
  })

type Acting = 'startTestSignIn' | 'redactTestSignIn' | 'forgetTestSignIn'

/** Changes the test sign-in, which is read again. */
export function useTestAct<Name extends Acting>(name: Name) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (params: Params<Name>) => call(name, params),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['getTestSignIn'] }),
  })
}
