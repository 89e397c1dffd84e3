import { z } from 'zod'
import { equal } from '../change.ts'
import { wireBoolean } from '../kinds/toggle.ts'
import type { ScopeRow } from '../scopeRow.ts'
import { decode } from '../setting.ts'
import {
  encodeSettings,
  isSent,
  isSentFor,
  member,
  memberAt,
  objectIn,
  replyWith,
  wiredIn,
  type Wire,
} from '../wireMembers.ts'
import { categoriesOf } from './categoriesOf.ts'
import { templates, type ApplicationConfig, type TemplateName } from './index.ts'
import { isOwnClient, opensTenantApis } from './ofTemplate.ts'

/**
 * The only place that knows the vendor's names for an application (contract.md 3.2, 3.3). What the vendor's payload has no
 * place for travels in the extra member `Gatewright` (D10).
 */

/** An application as the tenant keeps it. */
export type Application = {
  id: string
  template: TemplateName
  version: number
  config: ApplicationConfig
  /** Made by the tenant itself; can be neither changed nor deleted. */
  builtIn: boolean
  createdAt: number
  updatedAt: number
}

export const isTemplate = (name: string): name is TemplateName => Object.hasOwn(templates, name)

const templateNames = Object.keys(templates) as TemplateName[]

/** What GetApplication answers: the members that settings make, and these. */
export const applicationWire = replyWith(
  z.looseObject({
    _RowKey: z.string(),
    Name: z.string(),
    TemplateName: z.string(),
    State: z.string(),
    OAuthProfile: z.looseObject({}),
    Gatewright: z.object({
      Version: z.int(),
      AllowedClients: z.array(z.string()).optional(),
      Grants: z.array(z.unknown()),
      BuiltIn: z.boolean(),
      /** Whether a token was ever issued; tenants of the vendor do not say. */
      Used: z.boolean().optional(),
      CreatedAt: z.number(),
      UpdatedAt: z.number(),
    }),
  }),
  ...templateNames.map(categoriesOf),
)

const wired = Object.fromEntries(
  templateNames.map((template) => [template, wiredIn(categoriesOf(template))]),
) as Record<TemplateName, ReturnType<typeof wiredIn>>

/** The members that settings make: top level, OAuthProfile and Gatewright. */
export function toWire({ template, config }: Pick<Application, 'template' | 'config'>): Wire {
  const wire: Wire = { TemplateName: template, ...encodeSettings(wired[template], config) }
  wire.OAuthProfile = {
    ...objectIn(wire.OAuthProfile),
    // A string for every template, or one client breaks (contract.md 3.2)
    AllowedAuth: config.tokens.authMethods.join(','),
    ...(isOwnClient({ template })
      ? {}
      : { ...encodeClientIdType(config.generalUsage), TargetIsUs: opensTenantApis({ template }) }),
    KnownScopes: config.scope.scopes.map(({ name, description, patterns }) => ({
      Scope: name,
      Description: description,
      ...(opensTenantApis({ template }) ? { AllowedRest: patterns } : {}),
    })),
  }
  wire.Gatewright = {
    ...objectIn(wire.Gatewright),
    // The vendor's AllowedClients has to be empty for Anything; the list that the form hides is kept
    ...(isOwnClient({ template }) ? {} : { AllowedClients: config.generalUsage.allowedClients }),
    Grants: config.userAccess.grants,
  }
  return wire
}

/**
 * The configuration that an update asks for: `current` with every member of the payload that was sent and is a setting of the template.
 * Values are decoded but not judged; the caller parses the answer with `applicationConfigOf`. `known` is false when no member was one of ours.
 */
export function fromWire(
  payload: Wire,
  { template, config: current }: Pick<Application, 'template' | 'config'>,
): { config: unknown; known: boolean } {
  const config = structuredClone(current) as unknown as Record<string, Wire>
  const profile = objectIn(member(payload, 'OAuthProfile'))
  const own = objectIn(member(payload, 'Gatewright'))
  let known = false
  const put = (category: string, key: string, value: unknown) => {
    known = true
    config[category] = { ...config[category], [key]: value }
  }
  for (const { category, key, setting, path } of wired[template]) {
    const sent = memberAt(payload, path)
    const other = elsewhere[path.join('.')]?.(payload, profile)
    // Who writes back what was read sends both: an empty one says nothing then, and the one that differs is meant
    const values = [sent, isSent(sent) && other === '' ? undefined : other]
      .filter((value) => isSentFor(setting, value))
      .map((value) => decode(setting, value))
    const held = objectIn(config[category])[key]
    if (values.length > 0) put(category, key, values.find((value) => !equal(value, held)) ?? held)
  }
  const scopes = member(profile, 'KnownScopes')
  if (isSent(scopes)) put('scope', 'scopes', decodeScopes(scopes, current.scope.scopes))
  const grants = member(own, 'Grants')
  if (isSent(grants)) put('userAccess', 'grants', grants)
  if (isOwnClient({ template })) return { config, known }

  const client = decodeClientIdType(profile, current.generalUsage)
  if (client.clientIdType !== undefined) put('generalUsage', 'clientIdType', client.clientIdType)
  const hidden = client.clientIdType === 'Anything' ? member(own, 'AllowedClients') : undefined
  const allowedClients = isSent(hidden) ? hidden : client.allowedClients
  if (allowedClients !== undefined) put('generalUsage', 'allowedClients', allowedClients)
  return { config, known }
}

/** Every place of an update that is read, as dotted paths; all others are told to whoever sent them (notKept.ts). */
export const keptOf = (template: TemplateName): readonly string[] => [
  ...wired[template].map(({ path }) => path.join('.')),
  '_RowKey',
  'ID',
  'TemplateName',
  'TokenType',
  'Script',
  ...['AllowedAuth', 'ClientSecret'].map((name) => `OAuthProfile.${name}`),
  ...['Scope', 'Description', 'AllowedRest'].map((name) => `OAuthProfile.KnownScopes.${name}`),
  ...(isOwnClient({ template })
    ? []
    : ['ClientIDType', 'AllowPublic', 'AllowedClients', 'TargetIsUs'].map((name) => `OAuthProfile.${name}`)),
  ...['Grants', 'AllowedClients'].map((name) => `Gatewright.${name}`),
]

/** Where some clients write what others write, or read, at the setting's own place. */
const elsewhere: Record<string, (payload: Wire, profile: Wire) => unknown> = {
  // contract.md 3.3
  'OAuthProfile.TokenType': (payload) => member(payload, 'TokenType'),
  // Where everybody finds it when reading
  'Gatewright.AllowedAuth': (_, profile) => member(profile, 'AllowedAuth'),
  // contract.md 3.2
  OpenIDConnectScript: (payload) => member(payload, 'Script'),
}

/** The secret that an update of an application which is its own client wants it to have; it is no setting (contract.md 3.3). */
export function clientSecretIn(payload: Wire, { template }: Pick<Application, 'template'>): unknown {
  const sent = memberAt(payload, ['OAuthProfile', 'ClientSecret'])
  return isOwnClient({ template }) && isSent(sent) && sent !== '' ? sent : undefined
}

/** ClientIDType, AllowPublic and AllowedClients say together what one setting says (contract.md 13.2). */
function encodeClientIdType({ clientIdType, allowedClients }: ApplicationConfig['generalUsage']): Wire {
  return {
    ClientIDType: clientIdType === 'Confidential' ? 1 : 0,
    AllowPublic: clientIdType !== 'Confidential',
    AllowedClients: clientIdType === 'Anything' ? [] : allowedClients,
  }
}

function decodeClientIdType(
  profile: Wire,
  current: ApplicationConfig['generalUsage'],
): { clientIdType?: unknown; allowedClients?: unknown } {
  const type = member(profile, 'ClientIDType')
  const clients = member(profile, 'AllowedClients') ?? undefined
  const allowedClients = clients === undefined ? {} : { allowedClients: clients }
  const listed = Array.isArray(clients)
    ? clients.length > 0
    : current.clientIdType === 'List' && clients === undefined
  const publicType = listed ? 'List' : 'Anything'
  if (type === undefined || type === null) {
    // Clients that know no type say it with the other two
    if (Array.isArray(clients) && clients.length > 0) return { clientIdType: 'List', ...allowedClients }
    if (clients === undefined && wireBoolean(member(profile, 'AllowPublic')) === true)
      return { clientIdType: 'Anything' }
    return current.clientIdType === 'Confidential' || clients === undefined
      ? allowedClients
      : { clientIdType: publicType, ...allowedClients }
  }
  const word = typeof type === 'number' ? String(type) : typeof type === 'string' ? type.toLowerCase() : ''
  if (word === '1' || word === 'confidential') return { clientIdType: 'Confidential', ...allowedClients }
  if (word === 'list') return { clientIdType: 'List', ...allowedClients }
  if (word === '0' || word === 'anything')
    return { clientIdType: word === '0' ? publicType : 'Anything', ...allowedClients }
  return { clientIdType: type, ...allowedClients }
}

/** D3: a scope sent without AllowedRest keeps its patterns, `[]` clears them, a scope that is not sent is removed. */
function decodeScopes(sent: unknown, current: readonly ScopeRow[]): unknown {
  if (!Array.isArray(sent)) return sent
  return sent.map((row: unknown) => {
    if (typeof row !== 'object' || row === null) return row
    const wire = row as Wire
    const name = member(wire, 'Scope')
    const held = current.find((scope) => scope.name === String(name).trim())
    return {
      name,
      description: member(wire, 'Description') ?? held?.description ?? '',
      patterns: member(wire, 'AllowedRest') ?? held?.patterns ?? [],
    }
  })
}
