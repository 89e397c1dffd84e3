import { useQuery } from '@tanstack/react-query'
import { query } from '#console/api/queries.ts'

const waitSeconds = 20
const afterFault = 5000

/** Waits for the first token of an application as long as it is on screen. */
export const useFirstToken = (rowKey: string) =>
  useQuery({
    ...query('firstToken', { rowKey, waitSeconds }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    // The tenant has waited already: the next question follows at once.
    refetchInterval: ({ state }) => (state.data ? false : state.error ? afterFault : 1),
    refetchIntervalInBackground: true,
  })
