import { queryOptions } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'

export type Keys = Result<'keysList'>
export type SigningKey = Keys['keys'][number]

/** Keys come and go by themselves: what is on screen follows. */
export const keysQuery = queryOptions({ ...query('keysList'), refetchInterval: 15_000 })
