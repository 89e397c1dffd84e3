import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { onlySettingsOf } from '#schema/application/categoriesOf.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import type { Grant } from '#schema/grant.ts'
import { groupConfig, type GroupConfig } from '#schema/group/index.ts'
import { roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { userConfig, type UserConfig } from '#schema/user/index.ts'
import { parsed } from '../problem.ts'
import { areaOf, numbered, personNamed, thingNamed } from './words.ts'

// What a seeded object holds. Everything follows from its number, so that two seeded tenants are alike.

/** Begins the Application ID of each application, the login name of each user, and the name of each role and group. */
export const prefix = 'seeded-'

/** Without administrative rights: it holds permissions on applications. */
export const seededRole = (index: number): RoleConfig =>
  parsed(roleConfig, {
    description: {
      name: `${prefix}${numbered(index)} ${areaOf(index)} staff`,
      description: `Whoever works on ${thingNamed(index)}.`,
    },
  })

export const seededGroup = (index: number): GroupConfig =>
  parsed(groupConfig, {
    description: {
      name: `${prefix}${numbered(index)} ${areaOf(index)} team`,
      description: `Looks after ${thingNamed(index)}.`,
    },
  })

/** One in ten is a program. */
export function seededUser(index: number, suffix: string): UserConfig {
  const isProgram = index % 10 === 9
  return parsed(userConfig, {
    account: {
      name: `${prefix}${numbered(index)}@${suffix}`,
      displayName: isProgram ? `${areaOf(index)} service` : personNamed(index),
      mail: isProgram ? '' : `person-${numbered(index)}@${suffix}`,
      description: `Works on ${thingNamed(index)}.`,
      mobileNumber: isProgram ? '' : `+41 79 ${numbered(index)}`,
    },
    status: { oauthClient: isProgram, tokensWithoutApplication: false },
  })
}

const templates: TemplateName[] = [
  'OAuth2ServerClient',
  'OAuth2Server',
  'OAuth2ServerClient',
  'Generic OpenID Connect',
]

export function seededApplication(
  index: number,
  grants: Grant[],
): { template: TemplateName; config: ApplicationConfig } {
  const template = templates[index % templates.length] ?? 'OAuth2ServerClient'
  const address = `https://app-${numbered(index)}.example.com`
  const redirects = ['/callback', '/silent', '/mobile'].map((path) => `${address}${path}`)
  const isServer = template === 'OAuth2Server'
  const config = parsed(applicationConfigOf(template), {
    description: {
      applicationId: `${prefix}${numbered(index)}`,
      name: thingNamed(index),
      description: `${areaOf(index)} reads and keeps what ${personNamed(index)} and others send.`,
      category: areaOf(index),
    },
    ...(template === 'Generic OpenID Connect'
      ? { trust: { redirects }, tokens: { authMethods: ['AuthorizationCode'] } }
      : {
          generalUsage: { redirects, audience: `${address}/api` },
          tokens: {
            authMethods: index % 3 === 0 ? ['AuthorizationCode', 'ClientCreds'] : ['ClientCreds'],
            tokenType: index % 8 === 0 ? 'Opaque' : 'JwtRS256',
          },
          scope: {
            scopes: [
              { name: 'events', description: 'Read events', patterns: isServer ? [] : ['Redrock/query'] },
              { name: 'directory', description: 'Look people up', patterns: isServer ? [] : ['UserMgmt/.*'] },
            ],
          },
        }),
    userAccess: { grants },
  })
  return { template, config: onlySettingsOf(template, config) }
}
