import { generalUsage } from './generalUsage.ts'
import type { ApplicationConfig, TemplateName } from './index.ts'
import { trust } from './trust.ts'

type Of = { template: TemplateName; config: ApplicationConfig }
type Part<Key extends keyof ApplicationConfig> = Pick<Of, 'template'> & {
  config: Pick<ApplicationConfig, Key>
}

/**
 * What holds for an application whatever its template keeps it in. Whoever serves or explains requests asks here and never looks at the category.
 */

/** The application is its own client, with an ID (its row key) and secrets of its own; else clients are users or public. */
export const isOwnClient = ({ template }: Pick<Of, 'template'>) => template === 'Generic OpenID Connect'

/** Clients are users with a password, who need Run on the application (S6). */
export const isUserClient = ({ template, config }: Part<'generalUsage'>) =>
  !isOwnClient({ template }) && config.generalUsage.clientIdType === 'Confidential'

/** Scopes open APIs of the tenant with their patterns; those of an OAuth2 Server application stand for another program's (D1). */
export const opensTenantApis = ({ template }: Pick<Of, 'template'>) => template !== 'OAuth2Server'

/** Where answers of sign-ins may be sent, compared byte for byte (RD-01). */
export const redirectsOf = ({ template, config }: Of): readonly string[] =>
  isOwnClient({ template }) ? config.trust.redirects : config.generalUsage.redirects

/** The setting that holds them, as people find it. */
export const redirectsSettingOf = (application: Pick<Of, 'template'>) => {
  const { id, title, settings } = isOwnClient(application) ? trust : generalUsage
  return { path: `${id}.redirects`, label: settings.redirects.label, on: title }
}

/** AS-02: clients without a secret always need PKCE, others by the application's setting. */
export const requiresPkce = ({ template, config }: Of): boolean =>
  isOwnClient({ template })
    ? config.trust.requirePkce
    : config.generalUsage.requirePkce || config.generalUsage.clientIdType !== 'Confidential'

/** Where people may be sent after signing out (RD-04). */
export const postLogoutRedirectsOf = ({ config }: Of): readonly string[] => config.trust.postLogoutRedirects

/** `aud` of an access token (contract.md 2.9); a claims script may still replace it. */
export const audienceOf = ({ template, config }: Of, clientId: string): string =>
  template === 'OAuth2Server' && config.generalUsage.audience !== '' ? config.generalUsage.audience : clientId
