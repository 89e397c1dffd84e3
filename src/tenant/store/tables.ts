import type { DirectoryKind } from '#schema/directoryService.ts'
import type { Generated, Selectable } from 'kysely'
import type { ObjectType } from '#schema/nouns.ts'
import type { AuthorizationTables } from './authorizationTables.ts'
import type { DeviceTables } from './deviceTables.ts'
import type { FederationTables } from './federationTables.ts'
import type { UsageTables } from './usageTables.ts'

/**
 * The tenant's tables. Times are milliseconds since 1970, yes/no is 0 or 1, ids are lower-case UUIDs but for the built-in
 * roles, configuration is JSON text that is never queried inside.
 */
export type Tables = AuthorizationTables &
  FederationTables &
  DeviceTables &
  UsageTables & {
    tenant: TenantTable
    login_suffix: { suffix: string; created_at: number; is_default: number }
    /** Where people come from (directory/source). */
    directory: { id: string; kind: DirectoryKind; name: string; enabled: number; created_at: number }
    user: UserTable
    credential: CredentialTable
    role: RoleTable
    role_member: { role_id: string; member_type: 'User' | 'Group' | 'Role'; member_id: string }
    group: GroupTable
    /** `by_hand` is 0 where only an identity provider says so. */
    group_member: { group_id: string; user_id: string; by_hand: Generated<number> }
    role_right: { role_id: string; right_file: string }
    application: ApplicationTable
    application_grant: {
      application_id: string
      principal_type: 'User' | 'Group' | 'Role'
      principal_id: string
      principal_name: string
      bits: number
    }
    /** Of the applications that lists show. Its `name_key` is the application's `sort_key`. */
    application_search: { name_key: string; application_id: string; text: string }
    /** Of the applications that lists show, as their settings say them. `patterns` is JSON; `opens` is 0 where the scope stands for another program's API. */
    application_scope: {
      application_id: string
      name: string
      sort_key: string
      description: string
      patterns: string
      opens: number
      text: string
    }
    /** How a program wrote a lifetime (application/spelledDurations.ts). */
    spelled_duration: { application_id: string; member: string; spelled: string }
    object_version: ObjectVersionTable
    event: EventTable
    event_head: { id: number; number: number; hash: string; seal: string }
    signing_key: SigningKeyTable
    /** A secret of an object, in the place of its setting (object/sealedSecrets.ts). */
    sealed_secret: { object_type: ObjectType; object_id: string; setting: string; sealed: string }
    login_session: LoginSessionTable
    login_attempt: LoginAttemptTable
    failed_login: { account_key: string; source: string; failures: number; last_at: number }
    login_try: LoginTryTable
    setup_token: { token_mac: string; created_at: number; expires_at: number; consumed_at: number | null }
    idempotent_reply: { key_mac: string; request_mac: string; reply: string; created_at: number }
    /** Which node does a job that one node does at a time (lease.ts). */
    lease: { name: string; holder: string; expires_at: number }
    draft: { id: string; user_id: string; kind: string; title: string; body: string; updated_at: number }
  }

type TenantTable = {
  /** Always 1: a database holds one tenant. */
  row: number
  id: string
  key_check: string
  created_at: number
  /** Milliseconds: tokens that were issued before it are dead. It moves when the database was put back to an earlier state. */
  epoch: number
  /** Days after which a new signing key takes over by itself; 0: never. */
  rotate_keys_after: number
  /** When a program read events first; null before. */
  events_read_at: Generated<number | null>
}

type UserTable = {
  id: string
  name: string
  /** nameKey(name): unique (RP-08). */
  name_key: string
  /** sortKey(name). */
  sort_key: string
  mail: string
  mail_key: string
  /** searchedNames of the name, the display name and the mail address. */
  names: string
  /** Behind the @ of `name_key`. */
  suffix: string
  phone_key: string
  directory_id: string
  /** What its directory calls the person; null for our own. */
  external_id: string | null
  display_name: string
  /** sortKey(display_name). */
  display_name_key: Generated<string>
  state: 'None' | 'Locked' | 'Disabled' | 'Expired'
  oauth_client: number
  service_user: number
  in_everybody: number
  tokens_without_application: number
  /** 1 for the one account that signs in here whatever happens (S3). */
  break_glass: Generated<number>
  config: string
  version: number
  last_login_at: number | null
  /** Whether there was a first sign-in. */
  signed_in: Generated<number>
  /** Days from 1970 to the last sign-in; 0 before the first. */
  last_login_day: Generated<number>
  password_changed_at: number
  created_at: number
  updated_at: number
}

/** Passwords of users and secrets of applications: hashes only. */
type CredentialTable = {
  id: string
  owner_type: 'user' | 'application'
  owner_id: string
  hash: string
  label: string
  created_at: number
  expires_at: number | null
  last_used_at: number | null
}

type RoleTable = {
  id: string
  name: string
  name_key: string
  sort_key: string
  description: string
  /** Whether its members sign in at an identity provider only. */
  requires_federation: Generated<number>
  built_in: number
  version: number
  created_at: number
  updated_at: number
}

type GroupTable = {
  id: string
  name: string
  name_key: string
  sort_key: string
  directory_id: string
  description: string
  version: number
  created_at: number
  updated_at: number
}

type ApplicationTable = {
  id: string
  application_id: string
  /** applicationIdKey(application_id): unique (S8). */
  application_id_key: string
  /** issuerKey of the issuer that it names itself: unique (AS-20); null for its own address below the tenant's. */
  issuer_key: string | null
  name: string
  sort_key: string
  template: string
  /** searchedNames of the name and the Application ID. */
  names: string
  /** Whether anybody has a right on it. */
  granted: number
  /** As its settings say them, with commas between; what its template does not have is empty. */
  auth_methods: Generated<string>
  client_id_type: Generated<string>
  token_type: Generated<string>
  /** Days from 1970 to its last token; 0 before the first. */
  used_day: Generated<number>
  /** The user who looks after it; empty for nobody. */
  owner_id: Generated<string>
  config: string
  built_in: number
  version: number
  created_at: number
  updated_at: number
}

/** Every version of every application, user, role and group: before and after as JSON, secrets only as "set". */
type ObjectVersionTable = {
  object_type: ObjectType
  object_id: string
  version: number
  at: number
  actor_id: string
  actor_name: string
  why: string
  before: string | null
  after: string | null
}

/** The audit log: a hash chain without gaps (AU-03). `detail` is canonical JSON; the other columns are what Redrock asks for. */
type EventTable = {
  number: number
  id: string
  event_type: string
  at: number
  level: 'Info' | 'Warning' | 'Error'
  actor_id: string | null
  actor_name: string
  application_id: string | null
  application_name: string | null
  object_type: string | null
  object_id: string | null
  object_name: string | null
  ip: string | null
  correlation_id: string
  detail: string
  hash: string
}

/** A key is published from `created_at` on. When it stops to sign and when it leaves follows from the others (oauth/keys/keyLife.ts). */
type SigningKeyTable = {
  kid: string
  public_jwk: string
  /** Empty once the key signs no more. */
  sealed_private: string
  created_at: number
  signs_from: number
  revoked_at: number | null
}

type LoginSessionTable = {
  session_mac: string
  user_id: string
  created_at: number
  last_used_at: number
  expires_at: number
  ended_at: number | null
  /** Began on a page of ours, not by API. */
  on_page: number
  /** Through which identity provider; null for our own directories. */
  identity_provider_id: string | null
  /** When the person proved who they are, where that was before the session began, in milliseconds. */
  proved_at: number | null
  /** What the identity provider asks for to end its own session (federation/signOutThere.ts). */
  sealed_id_token: Generated<string | null>
}

/** A sign-in by API that was answered, without a user and a name; or somebody who is to choose another password. */
type LoginAttemptTable = {
  attempt_mac: string
  user_id: string | null
  name: string
  source: string
  created_at: number
  expires_at: number
  consumed_at: number | null
}

/** A proof that is being compared. One that its process never finished counts no more once it has expired. */
type LoginTryTable = { id: string; account_key: string; source: string; expires_at: number }

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>
