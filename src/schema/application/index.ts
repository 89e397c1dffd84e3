import type { z } from 'zod'
import { objectOf } from '../category.ts'
import { description } from './description.ts'
import { generalUsage } from './generalUsage.ts'
import { scope } from './scope.ts'
import { tokens } from './tokens.ts'
import { userAccess } from './userAccess.ts'

/** The settings of an application, in the order of the wizard's steps and the page's tabs. */
export const applicationCategories = [description, generalUsage, tokens, scope, userAccess] as const

const shape = objectOf(applicationCategories)

export const applicationConfig = shape.check((context) => {
  const { tokens: token, generalUsage: usage } = context.value
  const redirecting = token.authMethods.some(
    (method) => method === 'AuthorizationCode' || method === 'Implicit',
  )
  if (redirecting && usage.redirects.length === 0)
    context.issues.push({
      code: 'custom',
      input: usage.redirects,
      path: ['generalUsage', 'redirects'],
      message: 'Add at least one address: Auth Code and Implicit answer only to listed ones.',
    })
})

export type ApplicationConfig = z.output<typeof applicationConfig>
export type ApplicationInput = z.input<typeof applicationConfig>

/** The templates of the catalogue by their name on the wire (screens.md 2.1). */
export const templates = {
  OAuth2ServerClient: {
    title: 'OAuth2 Client',
    webAppType: 'OAuth',
    summary:
      'Tokens for the tenant’s own APIs. The client is a service user: its login name is the client ID and its password the client secret.',
  },
  OAuth2Server: {
    title: 'OAuth2 Server',
    webAppType: 'OAuth',
    summary:
      'Tokens for another application’s APIs. The tenant only issues them; scopes open none of its own APIs.',
  },
  'Generic OpenID Connect': {
    title: 'OpenID Connect',
    webAppType: 'OpenIDConnect',
    summary: 'Signs people in to another application, which has a client ID and secret of its own.',
  },
} as const

export type TemplateName = keyof typeof templates
