import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { callBff } from './call.ts'
import type { ApiProblem } from './problem.ts'

const session = z.object({
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }).nullable(),
  tenant: z.object({ url: z.string(), kind: z.enum(['embedded', 'remote']), host: z.string() }),
})

export type Session = z.output<typeof session>
export type SignedInPerson = NonNullable<Session['user']>

export const sessionQuery = queryOptions<Session, ApiProblem>({
  queryKey: ['session'],
  queryFn: ({ signal }) => callBff('/bff/session', { response: session, signal }),
  staleTime: 60_000,
})

/** Who is signed in here; null for nobody. */
export const usePerson = (): SignedInPerson | null => useSuspenseQuery(sessionQuery).data.user
