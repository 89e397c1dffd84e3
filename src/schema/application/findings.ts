import { hours } from '../duration.ts'
import type { Finding } from '../judgement.ts'
import { isLoopback } from '../plainHttp.ts'
import { receiverOf } from '../receiver.ts'
import { powerNames, powersOpened, type Holder } from '../power.ts'
import { opensEverything, patternFault } from '../scopePattern.ts'
import type { ScopeRow } from '../scopeRow.ts'
import type { ApplicationConfig, TemplateName } from './index.ts'
import { hasNoScheme } from './issuer.ts'
import { isOwnClient, opensTenantApis, redirectsOf, redirectsSettingOf } from './ofTemplate.ts'

type Of = { template: TemplateName; config: ApplicationConfig }

/** What is risky or pointless about settings that are allowed. The most severe come first. */
export function applicationFindings(application: Of): Finding[] {
  const found = [
    ...tokenFindings(application),
    ...(isOwnClient(application) ? trustFindings(application) : clientFindings(application)),
    ...redirectFindings(application),
    ...scopeFindings(application),
    ...powerFindings(application),
    ...accessFindings(application),
  ]
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

const order: Finding['severity'][] = ['danger', 'warning', 'info']

function tokenFindings({ template, config: { tokens } }: Of): Finding[] {
  const found: Finding[] = []
  const add = (id: string, severity: Finding['severity'], at: string, message: string) =>
    found.push({ id, severity, at: `tokens.${at}`, message })
  if (tokens.authMethods.length === 0)
    add(
      'noAuthMethod',
      'warning',
      'authMethods',
      `No auth method is ticked, so nobody can get a token. ${isOwnClient({ template }) ? 'Signing people in needs Auth Code.' : 'A service needs Client Creds.'}`,
    )
  if (tokens.authMethods.includes('Implicit'))
    add(
      'implicit',
      'warning',
      'authMethods',
      'Implicit puts tokens into addresses, where they leak. Use Auth Code with PKCE instead.',
    )
  if (tokens.authMethods.includes('ResourceCreds'))
    add(
      'resourceOwner',
      'warning',
      'authMethods',
      'Resource Owner hands people’s passwords to the program. Use Auth Code instead.',
    )
  if (tokens.tokenLifetime > hours(1))
    add(
      'longLifetime',
      'info',
      'tokenLifetime',
      'A stolen token works until it expires. One hour is enough for most programs.',
    )
  return found
}

function clientFindings({ template, config: { generalUsage, tokens, advanced } }: Of): Finding[] {
  const found: Finding[] = []
  const add = (id: string, severity: Finding['severity'], at: string, message: string) =>
    found.push({ id, severity, at: `generalUsage.${at}`, message })
  if (generalUsage.issuer !== '' && hasNoScheme(generalUsage.issuer))
    add(
      'issuerWithoutScheme',
      'warning',
      'issuer',
      'This issuer has no https:// in front. Standard libraries refuse such tokens, and nobody finds the metadata by it.',
    )
  if (generalUsage.clientIdType === 'Anything')
    add(
      'anyClient',
      'warning',
      'clientIdType',
      'Any program can pose as a client of this application. Name the clients with List, or use Confidential.',
    )
  if (generalUsage.clientIdType === 'Confidential' && !generalUsage.mustBeOAuthClient)
    add(
      'anyUserIsClient',
      'warning',
      'mustBeOAuthClient',
      'People can act as a client with their own password. Turn on Must be OAuth Client.',
    )
  // Clients of the other types have no secret, and always need it
  if (
    generalUsage.clientIdType === 'Confidential' &&
    !generalUsage.requirePkce &&
    tokens.authMethods.includes('AuthorizationCode')
  )
    add('noPkce', 'warning', 'requirePkce', noPkce)
  if (template === 'OAuth2Server' && generalUsage.audience === '' && !setsAudience(advanced.claimsScript))
    add(
      'noAudience',
      'info',
      'audience',
      'Tokens carry the client ID as aud. An API with several clients knows its tokens better by an Audience of its own.',
    )
  if (generalUsage.clientIdType === 'List' && tokens.authMethods.includes('ClientCreds'))
    add(
      'listWithSecret',
      'warning',
      'clientIdType',
      'Clients of the type List have no secret, so Client Creds is refused. Choose Confidential.',
    )
  return found
}

/** A script may name the audience as well (contract.md 14). */
const setsAudience = (script: string) => /\bsetClaim\w*\(\s*(['"`])aud\1/.test(script)

const noPkce = 'A stolen sign-in code can be redeemed. Turn on Require PKCE.'

const trustFindings = ({ config: { trust, tokens } }: Of): Finding[] =>
  !trust.requirePkce && tokens.authMethods.includes('AuthorizationCode')
    ? [{ id: 'noPkce', severity: 'warning', at: 'trust.requirePkce', message: noPkce }]
    : []

const redirecting = ({ tokens }: ApplicationConfig): boolean =>
  tokens.authMethods.some((method) => method === 'AuthorizationCode' || method === 'Implicit')

function redirectFindings(application: Of): Finding[] {
  const at = redirectsSettingOf(application).path
  const redirects = redirectsOf(application)
  if (redirecting(application.config) && redirects.length === 0)
    return [
      {
        id: 'noRedirect',
        severity: 'warning',
        at,
        message:
          'There is no redirect URI, so nobody can sign in yet. The application that people sign in to tells its own.',
      },
    ]
  return redirects.filter(isLoopbackUri).map((uri) => ({
    id: 'loopbackRedirect',
    severity: 'info',
    at,
    message: `${uri} leads to the person’s own machine. Keep it for development and native apps.`,
  }))
}

function scopeFindings({ template, config: { scope, tokens } }: Of): Finding[] {
  const opens = opensTenantApis({ template })
  if (scope.scopes.length === 0 && tokens.authMethods.includes('ClientCreds'))
    return [
      {
        id: 'noScope',
        severity: 'warning',
        at: 'scope.scopes',
        message: opens
          ? 'There is no scope, so a token opens none of the tenant’s APIs.'
          : 'There is no scope, so a token does not say what its holder may do at the API.',
      },
    ]
  return scope.scopes.flatMap((row) => [...joinsEverySignIn(row), ...patternFindings(row)])
}

/** whoever edits the application decides where a sign-in leads, and what it hands over. */
function powerFindings(application: Of): Finding[] {
  const { config } = application
  const hosts = [...new Set(redirectsOf(application).map(hostOf))]
  if (!opensTenantApis(application) || !redirecting(config) || hosts.length === 0) return []
  const patterns = config.scope.scopes.flatMap((row) => row.patterns)
  const powers = powersOpened(patterns, somebodyWithEverything)
  if (powers.size === 0) return []
  const names = [...powers.keys()].map((power) => powerNames[power])
  return [
    {
      id: 'usesRights',
      severity: [...powers.values()].includes('changes') ? 'warning' : 'info',
      at: 'scope.scopes',
      message: `Administrators who sign in are asked whether ${shortened(hosts)} may use their rights: ${shortened(names)}. Open only the paths that are needed, and keep scopes of machines in an application without redirect URIs.`,
    },
  ]
}

const somebodyWithEverything: Holder = {
  rights: new Set(),
  systemAdministrator: true,
  holdsApplications: true,
}

const mostListed = 3
const shortened = (names: readonly string[]) =>
  names.length > mostListed
    ? `${names.slice(0, mostListed).join(', ')} and ${names.length - mostListed} more`
    : names.join(', ')

/** openid joins every sign-in without being asked for (contract.md 15). */
const joinsEverySignIn = ({ name, patterns }: ScopeRow): Finding[] =>
  name === 'openid' && patterns.length > 0
    ? [
        {
          id: 'openidOpens',
          severity: 'danger',
          at: 'scope.scopes',
          message: 'Every sign-in gets the scope openid without asking. Give its patterns to another scope.',
        },
      ]
    : []

function patternFindings({ name, patterns }: ScopeRow): Finding[] {
  return patterns
    .filter((pattern) => patternFault(pattern) === undefined)
    .flatMap((pattern): Finding[] => {
      if (opensEverything(pattern))
        return [
          {
            id: 'opensEverything',
            severity: 'danger',
            at: 'scope.scopes',
            message: `In ${name}, ${pattern} opens every API of the tenant. Write the paths that are needed.`,
          },
        ]
      if (/[A-Za-z/]\*/.test(pattern))
        return [
          {
            id: 'starIsNotWildcard',
            severity: 'warning',
            at: 'scope.scopes',
            message: `In ${name}, the * of ${pattern} repeats the character before it; it is no wildcard. ${tighter(pattern)}`,
          },
        ]
      return []
    })
}

const tighter = (pattern: string) =>
  /^\/?redrock\/\*$/i.test(pattern)
    ? 'To open queries only, write Redrock/query.'
    : `To open everything below a path, write ${pattern.split('*', 1)[0]?.replace(/\/$/, '')}/.`

function accessFindings({ template, config: { userAccess } }: Of): Finding[] {
  const found: Finding[] = []
  if (!userAccess.grants.some(({ rights }) => rights.includes('Run')))
    found.push({
      id: 'nobodyRuns',
      severity: 'warning',
      at: 'userAccess.grants',
      message: 'Nobody has Run, so no token is issued. Give Run to a role or user.',
    })
  for (const { name, rights } of userAccess.grants)
    if (
      rights.includes('Run') &&
      rights.some((right) => right === 'Manage' || right === 'Grant' || right === 'Delete')
    )
      found.push({
        id: 'moreThanRun',
        severity: 'info',
        at: 'userAccess.grants',
        message: `${name} has more than Run and View. ${isOwnClient({ template }) ? 'Signing in' : 'A service user'} needs only these two.`,
      })
  return found
}

/** As it is typed where it is no address yet. */
function hostOf(uri: string): string {
  try {
    return receiverOf(uri).name
  } catch {
    return uri
  }
}

function isLoopbackUri(uri: string): boolean {
  try {
    return isLoopback(new URL(uri))
  } catch {
    return false
  }
}
