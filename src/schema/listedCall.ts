import { z } from 'zod'
import { accessInWords, type Endpoint } from './endpoint.ts'

/** A call as people are told of it: what it does, the right that it takes, and what a stolen token could do with it. */
export const listedCall = z.object({
  name: z.string(),
  method: z.string(),
  path: z.string(),
  about: z.string(),
  right: z.string(),
  risk: z.string(),
})
export type ListedCall = z.output<typeof listedCall>

/** The calls of a table that need a token. */
export const listedCalls = (table: Record<string, Endpoint>): ListedCall[] =>
  Object.entries(table)
    .filter(([, { access }]) => access.kind !== 'public')
    .map(([name, { method, path, about, access, risk, rightInWords }]) => ({
      name,
      method,
      path: path.slice(1),
      about,
      right: rightInWords ?? accessInWords(access),
      risk,
    }))
