import { z } from 'zod'
import type { Result } from '#console/api/call.ts'
import { connection } from '../connect/connection.ts'

/** What guided setup made, secret excepted: it travels with the address of the done page, so that loading that page again finds it. */
const made = connection.extend({
  recipe: z.string(),
  userId: z.string().nullable(),
  roleId: z.string().nullable(),
  roleName: z.string().nullable(),
  /** Where the secret comes from: shown here once, or known to whoever typed it or already uses it; public clients have none. */
  secretOrigin: z.enum(['generated', 'typed', 'existing', 'none']),
})

export type Made = z.output<typeof made>

type Details = Pick<
  Made,
  'recipe' | 'applicationName' | 'template' | 'audience' | 'redirectUri' | 'secretOrigin'
>

export function madeOf(result: Result<'createClient'>, details: Details): Made {
  const { secret: _, applicationRowKey: __, ...rest } = result
  return { ...rest, ...details, hasSecret: details.secretOrigin !== 'none' }
}

export const readMade = (state: unknown): Made | undefined => made.safeParse(state).data

declare module '@tanstack/react-router' {
  interface HistoryState {
    made?: Made
  }
}
