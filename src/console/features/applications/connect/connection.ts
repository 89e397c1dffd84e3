import { z } from 'zod'
import { templates, type TemplateName } from '#schema/application/index.ts'

/** What the other side has to know of an application; its secret excepted. */
export const connection = z.object({
  applicationName: z.string(),
  applicationId: z.string(),
  /** Null where any ID will do. */
  clientId: z.string().nullable(),
  tokenEndpoint: z.string(),
  server: z.string(),
  scope: z.string(),
  template: z.enum(Object.keys(templates) as [TemplateName, ...TemplateName[]]),
  audience: z.string(),
  /** The first registered one; empty when there is none. */
  redirectUri: z.string(),
  /** Whether a secret belongs to the client. */
  hasSecret: z.boolean(),
})

export type Connection = z.output<typeof connection>

type Shape = Pick<Connection, 'template' | 'hasSecret'>

/** Whether people sign in with it, rather than a program with its own secret. */
export const signsIn = ({ template, hasSecret }: Shape): boolean =>
  template === 'Generic OpenID Connect' || !hasSecret

/** What a client that signs people in asks for begins with openid; programs ask for the application's own scopes alone. */
export const scopeToAsk = ({ scope, ...shape }: Shape & Pick<Connection, 'scope'>): string =>
  signsIn(shape) ? `openid ${scope}`.trim() : scope || 'none'
