import type { ApplicationConfig } from '#schema/application/index.ts'

type AuthMethod = ApplicationConfig['tokens']['authMethods'][number]

/** The grants of the token endpoint, with the auth method that an application must have ticked for each (AS-01). */
export const methodOfGrant = {
  client_credentials: 'ClientCreds',
  authorization_code: 'AuthorizationCode',
  // What it prolongs began with a code
  refresh_token: 'AuthorizationCode',
  password: 'ResourceCreds',
} as const satisfies Record<string, AuthMethod>

export type GrantType = keyof typeof methodOfGrant

export const isGrantType = (text: string): text is GrantType => Object.hasOwn(methodOfGrant, text)
