import { variantOf, type Category } from '../category.ts'
import type { ScopeRow } from '../scopeRow.ts'
import { choices } from '../kinds/choices.ts'
import { grantList } from '../kinds/grantList.ts'
import { scopeList } from '../kinds/scopeList.ts'
import { type Setting } from '../setting.ts'
import { sortsOf } from '../sorts.ts'
import { advanced } from './advanced.ts'
import { description } from './description.ts'
import { generalUsage } from './generalUsage.ts'
import { applicationCategories, type TemplateName } from './index.ts'
import { scope } from './scope.ts'
import { tokens } from './tokens.ts'
import { trust } from './trust.ts'
import { userAccess } from './userAccess.ts'

const { authMethods } = tokens.settings
// The application is its own client, and no user that could act for itself
const { ClientCreds: _, ...ofPeople } = authMethods.options

const ofTemplate: Record<TemplateName, readonly Category[]> = {
  OAuth2ServerClient: [
    description,
    variantOf(generalUsage, { without: ['audience'] }),
    tokens,
    scope,
    userAccess,
  ],
  OAuth2Server: [
    description,
    generalUsage,
    tokens,
    variantOf(scope, {
      summary: 'What a token can be asked for. The API that gets it decides what that opens there.',
      instead: {
        scopes: scopeList({
          ...scope.settings.scopes,
          help: 'Names are case-sensitive, and the API that gets the tokens defines what they mean. They open none of the tenant’s own APIs.',
          patterns: false,
        }),
      },
    }),
    userAccess,
    advanced,
  ],
  'Generic OpenID Connect': [
    description,
    trust,
    variantOf(tokens, {
      without: ['tokenType'],
      instead: {
        authMethods: choices({
          label: authMethods.label,
          options: ofPeople,
          // Vendor-style calls know no auth methods of this template, and their applications sign people in at once
          default: ['AuthorizationCode'],
          help: 'The ways in which people are signed in and tokens are given. Everything that is not ticked is refused. Nearly every application needs Auth Code.',
          wire: 'Gatewright.AllowedAuth',
        }),
      },
    }),
    scope,
    variantOf(userAccess, {
      instead: {
        grants: grantList({
          ...userAccess.settings.grants,
          help: 'Whoever signs in needs Run, directly or through a role or group. View shows them the application.',
        }),
      },
    }),
    advanced,
  ],
}

/** D1: scopes that open no API of the tenant have no patterns; what a client sends as such is kept out like any key that is no setting (D10). */
const withoutPatterns = (setting: Setting | undefined, value: unknown) =>
  setting?.kind === 'scopeList' && !setting.patterns
    ? (value as ScopeRow[]).map((row) => ({ ...row, patterns: [] }))
    : value

/** The categories that applications of a template have (contract.md 12.1, 14, 15). */
export const { categoriesOf, judgedBy, onlySettingsOf } = sortsOf(
  applicationCategories,
  ofTemplate,
  withoutPatterns,
)
