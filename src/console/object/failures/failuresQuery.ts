import { queryOptions } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'

export type Failures = Result<'failuresList'>
export type Failure = Failures['failures'][number]

const often = 5000

type Asked = { application?: string; text: string; follow: boolean }

/** Recent refusals, read again and again while somebody follows them. */
export const failuresQuery = ({ application, text, follow }: Asked) =>
  queryOptions({
    ...query('failuresList', {
      ...(application === undefined ? {} : { application }),
      ...(text === '' ? {} : { text }),
    }),
    refetchInterval: follow ? often : false,
  })
