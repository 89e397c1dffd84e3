import { z } from 'zod'
import type { Result } from '#console/api/call.ts'
import { templates, type TemplateName } from '#schema/application/index.ts'

/** What guided setup made, secret excepted: it travels with the address of the done page, so that loading that page again finds it. */
const made = z.object({
  recipe: z.string(),
  applicationName: z.string(),
  applicationId: z.string(),
  userId: z.string().nullable(),
  clientId: z.string().nullable(),
  roleId: z.string().nullable(),
  roleName: z.string().nullable(),
  tokenEndpoint: z.string(),
  server: z.string(),
  scope: z.string(),
  template: z.enum(Object.keys(templates) as [TemplateName, ...TemplateName[]]),
  audience: z.string(),
  /** The first registered one; empty when there is none. */
  redirectUri: z.string(),
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
  return { ...rest, ...details }
}

/** What a client that signs people in asks for begins with openid; programs ask for the application's own scopes alone. */
export const scopeToAsk = ({ template, secretOrigin, scope }: Made): string =>
  signsIn({ template, secretOrigin }) ? `openid ${scope}`.trim() : scope || 'none'

/** Whether people sign in with it, rather than a program with its own secret. */
export const signsIn = ({ template, secretOrigin }: Pick<Made, 'template' | 'secretOrigin'>): boolean =>
  template === 'Generic OpenID Connect' || secretOrigin === 'none'

export const readMade = (state: unknown): Made | undefined => made.safeParse(state).data

declare module '@tanstack/react-router' {
  interface HistoryState {
    made?: Made
  }
}
