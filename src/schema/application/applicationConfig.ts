import { objectOf, readDraft, readStored } from '../category.ts'
import { categoriesOf, judgedBy, onlySettingsOf } from './categoriesOf.ts'
import { applicationCategories, templates, type ApplicationConfig, type TemplateName } from './index.ts'
import { isOwnClient, redirectsOf } from './ofTemplate.ts'

/** What an application of the template has to be to be saved. The same schema at every call. */
export const applicationConfigOf = (template: TemplateName) => schemas[template]

/** A fault over several categories, with the setting where it is mended; undefined when there is none. */
export function faultOf(
  template: TemplateName,
  config: ApplicationConfig,
): { path: string[]; message: string } | undefined {
  // The other side of an OpenID Connect application often comes later than its Trust (contract.md 15): a finding says it there
  if (isOwnClient({ template }) || redirectsOf({ template, config }).length > 0) return undefined
  const { authMethods } = config.tokens
  if (!authMethods.includes('AuthorizationCode') && !authMethods.includes('Implicit')) return undefined
  return {
    path: ['generalUsage', 'redirects'],
    message: 'Add at least one address: Auth Code and Implicit answer only to listed ones.',
  }
}

const schemaOf = (template: TemplateName) =>
  objectOf(judgedBy(template))
    .check(({ value, issues }) => {
      const fault = faultOf(template, value)
      if (fault) issues.push({ code: 'custom', input: value, ...fault })
    })
    .transform((config) => onlySettingsOf(template, config))

const schemas = Object.fromEntries(
  (Object.keys(templates) as TemplateName[]).map((template) => [template, schemaOf(template)]),
) as Record<TemplateName, ReturnType<typeof schemaOf>>

/** The settings of an application as whichever version stored them, where its template has them now; of nothing, its defaults. */
export const readApplication = (template: TemplateName, stored: Stored): ApplicationConfig =>
  onlySettingsOf(template, readStored(categoriesOf(template), ofToday(template, stored)))

/**
 * The same of an application that the tenant makes for itself. Nobody edits it, so values of the right shape count as they are: with ALLOW_HTTP the
 * console comes back to an address that nobody may register.
 */
export const readBuiltIn = (template: TemplateName, stored: Stored): ApplicationConfig =>
  onlySettingsOf(template, readDraft(categoriesOf(template), ofToday(template, stored)))

/** The same of a form that is still being typed (readDraft). */
export const draftApplication = (template: TemplateName, typed: Stored): ApplicationConfig =>
  onlySettingsOf(template, readDraft(categoriesOf(template), typed))

type Stored = Record<string, unknown>

const ofToday = (template: TemplateName, stored: Stored): Stored =>
  isOwnClient({ template }) ? withTrust(stored) : stored

/** OpenID Connect applications had redirects and auth methods like all others, before they had Trust. */
function withTrust(stored: Stored): Stored {
  if (stored.trust !== undefined || stored.generalUsage === undefined) return stored
  const {
    generalUsage: { redirects, requirePkce },
    tokens,
  } = readStored(applicationCategories, stored)
  const authMethods = tokens.authMethods.filter((method) => method !== 'ClientCreds')
  return { ...stored, trust: { redirects, requirePkce }, tokens: { ...tokens, authMethods } }
}
