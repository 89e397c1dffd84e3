import type { nouns, ObjectType } from '#schema/nouns.ts'

/** The kinds of events. Names of the vendor's where it has them (contract.md 8), ours in the same style. */
export type EventType =
  | `${(typeof nouns)[ObjectType]['event']}.${'Create' | 'Modify' | 'Delete'}`
  | 'Cloud.Core.Login'
  | 'Cloud.Core.LoginFail'
  | 'Cloud.Core.Logout'
  | 'Cloud.Core.Session.Renewed'
  | 'Cloud.Core.Session.Ended'
  | `Cloud.Core.LoginSuffix.${'Create' | 'Modify' | 'Delete'}`
  | 'Cloud.Core.Tenant.Create'
  | 'Cloud.Core.Tenant.Restored'
  | 'Cloud.Core.Audit.Broken'
  | 'Cloud.Core.Audit.Sealed'
  | 'Cloud.Core.Api.Refused'
  | 'Cloud.Core.User.PasswordReset'
  | 'Cloud.Core.Secret.Create'
  | 'Cloud.Core.Secret.Revoke'
  | 'Cloud.Core.RoutingRules.Modify'
  | 'Cloud.Core.RoutingRules.Confirm'
  | 'Cloud.Core.RoutingRules.Revert'
  | 'Cloud.Core.GroupMappings.Modify'
  | 'Cloud.Core.IdentityProvider.TestSignIn'
  | 'Cloud.Core.IdentityLink.Delete'
  | 'Cloud.Core.Key.Create'
  | 'Cloud.Core.Key.Modify'
  | 'Cloud.Core.Key.Delete'
  | 'Cloud.Core.Key.Replace'
  | 'Cloud.Core.Key.Schedule'
  | 'Cloud.OAuth2.Authorize.Granted'
  | 'Cloud.OAuth2.Authorize.Refused'
  | 'Cloud.OAuth2.Consent.Given'
  | 'Cloud.OAuth2.Consent.Withdrawn'
  | 'Cloud.OAuth2.EndSession.Refused'
  | 'Cloud.OAuth2.Introspect.Refused'
  | 'Cloud.OAuth2.Revoke.Refused'
  | 'Cloud.OAuth2.Token.Revoked'
  | 'Cloud.OAuth2.Token.Issued'
  | 'Cloud.OAuth2.Token.Refused'
  | 'Cloud.OAuth2.UserInfo.Refused'

/** Who did something, from where, in which request. */
export type Author = {
  id: string | null
  name: string
  ip: string | null
  correlationId: string
  /** Of a caller of the tenant API: what its events have in common (sessionHash.ts). */
  session?: string
  /** IDs of the roles that give it administrative rights, at this moment. */
  roles?: readonly string[]
  /** Why, as the author says it. */
  reason?: string
}

/** The tenant itself, at start. */
export const theTenant: Author = { id: null, name: 'Gatewright', ip: null, correlationId: 'start' }

export type NewEvent = {
  type: EventType
  level?: 'Info' | 'Warning' | 'Error'
  application?: { id: string; name: string }
  object?: {
    type: ObjectType | 'api' | 'tenant' | 'signingKey'
    id: string
    name: string
  }
  /** Free detail; never a secret, token, code or cookie (AU-05). */
  detail?: Record<string, unknown>
}
