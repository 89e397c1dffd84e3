import { capital } from './capital.ts'
import { nouns, objectTypes, type ObjectType } from './nouns.ts'

/**
 * What happened, in words, by kind of event. An event of a kind that is not here does not compile. Names of the vendor's where it has them
 * (contract.md 8), ours in the same style.
 */
const told = {
  'Signing in': {
    'Cloud.Core.Login': 'Signed in',
    'Cloud.Core.LoginFail': 'Could not sign in',
    'Cloud.Core.Logout': 'Signed out',
    'Cloud.Core.Session.Renewed': 'Session renewed',
    'Cloud.Core.Session.Ended': 'Session ended by an administrator',
    'Cloud.Core.IdentityProvider.TestSignIn': 'Identity provider tried out by signing in',
  },
  'Tokens and consent': {
    'Cloud.OAuth2.Token.Issued': 'Token issued',
    'Cloud.OAuth2.Token.Refused': 'Token refused',
    'Cloud.OAuth2.Token.Revoked': 'Token revoked',
    'Cloud.OAuth2.Authorize.Granted': 'Application let in',
    'Cloud.OAuth2.Authorize.Refused': 'Authorize request refused',
    'Cloud.OAuth2.Consent.Given': 'Consent given',
    'Cloud.OAuth2.Consent.Withdrawn': 'Consent withdrawn',
    'Cloud.OAuth2.EndSession.Refused': 'Sign-out by an application refused',
    'Cloud.OAuth2.Introspect.Refused': 'Question about a token refused',
    'Cloud.OAuth2.Revoke.Refused': 'Revocation of a token refused',
    'Cloud.OAuth2.UserInfo.Refused': 'Question about a person refused',
  },
  'Passwords, secrets and keys': {
    'Cloud.Core.User.PasswordReset': 'Password set by an administrator',
    'Cloud.Core.Secret.Create': 'Client secret added',
    'Cloud.Core.Secret.Revoke': 'Client secret revoked',
    'Cloud.Core.Key.Create': 'Signing key published',
    'Cloud.Core.Key.Modify': 'Signing key moved to another time',
    'Cloud.Core.Key.Delete': 'Signing key taken back',
    'Cloud.Core.Key.Replace': 'Signing keys revoked and replaced',
    'Cloud.Core.Key.Schedule': 'Rotation of signing keys changed',
  },
  'Directory and routing': {
    'Cloud.Core.LoginSuffix.Create': 'Login suffix added',
    'Cloud.Core.LoginSuffix.Modify': 'Login suffix changed',
    'Cloud.Core.LoginSuffix.Delete': 'Login suffix removed',
    'Cloud.Core.IdentityLink.Delete': 'Link to an identity provider removed',
    'Cloud.Core.RoutingRules.Modify': 'Routing rules changed',
    'Cloud.Core.RoutingRules.Confirm': 'Routing rules confirmed',
    'Cloud.Core.RoutingRules.Revert': 'Routing rules put back',
    'Cloud.Core.GroupMappings.Modify': 'Global group mappings changed',
  },
  'Tenant and log': {
    'Cloud.Core.Api.Refused': 'Call refused',
    'Cloud.Core.Api.ProofAsked': 'Proof asked for before a change',
    'Cloud.Core.Tenant.Create': 'Tenant created',
    'Cloud.Core.Tenant.Restored': 'Database put back to an earlier state',
    'Cloud.Core.Audit.Broken': 'End of the log was changed from outside',
    'Cloud.Core.Audit.Sealed': 'Earlier versions sealed',
  },
} as const

const changes = { Create: 'created', Modify: 'changed', Delete: 'deleted' } as const

type Told = typeof told
type KeyOf<Group> = Group extends unknown ? keyof Group & string : never
export type EventType =
  KeyOf<Told[keyof Told]> | `${(typeof nouns)[ObjectType]['event']}.${keyof typeof changes}`

/** Words by kind of event, in the groups in which people choose. */
export const eventGroups: Record<string, Record<string, string>> = {
  Objects: Object.fromEntries(
    objectTypes.flatMap((type) =>
      Object.entries(changes).map(([change, word]) => [
        `${nouns[type].event}.${change}`,
        `${capital(nouns[type].one)} ${word}`,
      ]),
    ),
  ),
  ...told,
}

const words = new Map(Object.values(eventGroups).flatMap((group) => Object.entries(group)))

/** What happened, in words; a kind that an earlier version left is told by its name. */
export const eventInWords = (type: string): string => words.get(type) ?? type

/** What an event can be about. */
export const eventObjects = {
  ...(Object.fromEntries(objectTypes.map((type) => [type, capital(nouns[type].one)])) as Record<
    ObjectType,
    string
  >),
  api: 'Call',
  tenant: 'Tenant',
  signingKey: 'Signing key',
}
export type EventObject = keyof typeof eventObjects
