import type { ConfigOf } from '../category.ts'
import { advanced } from './advanced.ts'
import { description } from './description.ts'
import { generalUsage } from './generalUsage.ts'
import { scope } from './scope.ts'
import { tokens } from './tokens.ts'
import { trust } from './trust.ts'
import { userAccess } from './userAccess.ts'

/**
 * Every setting that an application can have, in the order of the wizard's steps and the page's tabs. One object holds them all; what a template
 * shows of them is said in categoriesOf.ts, and the rest keeps its defaults.
 */
export const applicationCategories = [
  description,
  trust,
  generalUsage,
  tokens,
  scope,
  userAccess,
  advanced,
] as const

export type ApplicationConfig = ConfigOf<typeof applicationCategories>

/** The templates of the catalogue by their name on the wire (contract.md 12.1). */
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
