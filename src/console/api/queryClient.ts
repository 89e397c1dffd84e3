import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, isOutage } from './problem.ts'
import { endSession } from './sessionEnd.ts'

const noticeEndOfSession = (error: unknown) => {
  if (error instanceof ApiProblem && error.code === 'unauthenticated') endSession()
}

export const newQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError: noticeEndOfSession }),
    mutationCache: new MutationCache({ onError: noticeEndOfSession }),
    defaultOptions: {
      queries: {
        // Long enough that a page does not ask again for what its loader has just fetched.
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isOutage(error),
        retryDelay: (failures) => 400 * 2 ** failures,
        refetchOnWindowFocus: false,
        // A console on this machine or network answers without the internet; what fails says so itself.
        networkMode: 'always',
      },
      // Secrets are among what is sent and answered: nothing of it outlives the page (CL-01).
      mutations: { gcTime: 0, retry: false, networkMode: 'always' },
    },
  })
