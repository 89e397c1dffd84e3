import type { UserAgent } from '#schema/routing/userAgent.ts'

/** The tables of identity providers, of the rules that lead to them, and of who came from them. */
export type FederationTables = {
  identity_provider: IdentityProviderTable
  /** Rows of Group Mappings in their order. */
  group_mapping: { identity_provider_id: string; value: string; place: number; group_id: string }
  /** Those for every identity provider. */
  global_group_mapping: { value: string; place: number; group_id: string }
  /** The version of the whole list. */
  global_group_mapping_list: { row: number; version: number }
  /** What an identity provider sent of the values that rows wait for: when it came, and what came in other letter case. */
  mapped_value: {
    identity_provider_id: string
    value: string
    seen_at: number | null
    seen_as: string | null
  }
  /** When groups last did not come because there were too many. */
  group_overage: { identity_provider_id: string; at: number }
  routing_rule: RoutingRuleTable
  /** The version of the whole list. */
  routing_list: { row: number; version: number }
  /** The rules that come back unless those that stand are confirmed (RT-06): rows of routing_rule as JSON, and who saved the others. */
  routing_revert: { row: number; rules: string; saved_at: number; due_at: number; saved_by: string }
  identity_link: IdentityLinkTable
  /** Answers of identity providers that were taken (RP-01). */
  answered_sign_in: { state_mac: string; expires_at: number }
  test_sign_in: TestSignInTable
  /** Programs that wait for a PIN, and people who came where somebody else is signed in: their PIN is empty. */
  program_sign_in: ProgramSignInTable
  /** Memberships of groups that an identity provider gave at the last sign-in. */
  federated_member: { identity_provider_id: string; group_id: string; user_id: string }
}

type IdentityProviderTable = {
  id: string
  name: string
  name_key: string
  sort_key: string
  federation_type: string
  active: number
  /** All settings but those that have a column, and the group mappings. */
  config: string
  version: number
  created_at: number
  updated_at: number
}

type RoutingRuleTable = {
  id: string
  place: number
  identity_provider_id: string
  domain: string
  user_agent: UserAgent
  role_id: string | null
  enabled: number
}

/** Who somebody of an identity provider is here (RP-06). */
type IdentityLinkTable = {
  identity_provider_id: string
  issuer: string
  subject: string
  user_id: string
  linked_at: number
  last_used_at: number
}

/** The newest test sign-in of an administrator at an identity provider. */
type TestSignInTable = {
  id: string
  identity_provider_id: string
  actor_id: string
  /** The version of the identity provider that was saved when it began. */
  started_from: number
  /** The settings that are tried and the secret that was typed, sealed; null once the answer came. */
  asked: string | null
  /** What came, sealed. */
  answer: string | null
  redacted: number
  expires_at: number
}

/** Somebody who signed in for a program (federation/programSignIn.ts); without a user, one that ended otherwise. */
type ProgramSignInTable = {
  attempt_mac: string
  user_id: string | null
  identity_provider_id: string | null
  proved_at: number | null
  pin_mac: string
  /** PINs that were tried. */
  tries: number
  expires_at: number
  consumed_at: number | null
}
