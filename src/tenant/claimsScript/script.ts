/** What goes into the sandbox and what comes out of it. Plain values only: they cross to another thread. */

/** The person or service user whom the token is for, as scripts see them. */
export type ScriptUser = {
  uuid: string
  username: string
  displayName: string
  mail: string
  roleNames: readonly string[]
  /** Lower-cased name → value: what LoginUser.Get answers. */
  attributes: Readonly<Record<string, string>>
}

/** Lower-cased name → value: what TenantData.Get answers. */
export type ScriptTenant = Readonly<Record<string, string>>

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
export type Claim = { name: string; value: Json }

/** Why a script gives no claims, for the person who can mend it. Lines count from 1; null where none is to blame. */
export type ScriptFault = { message: string; line: number | null }

export type ScriptJob =
  { kind: 'check'; script: string } | { kind: 'run'; script: string; user: ScriptUser; tenant: ScriptTenant }

/** With a fault there are no claims: a token never holds a part of what its script says. */
export type ScriptOutcome = {
  claims: Claim[]
  fault: ScriptFault | null
  milliseconds: number
  /** The line that set each claim last, also one that it took back. */
  lines?: Readonly<Record<string, number>>
}

export const faultInWords = ({ message, line }: ScriptFault): string =>
  line === null ? message : `Line ${line}: ${message}`

export const limits = {
  /** Of computing, whatever else the machine does. */
  milliseconds: 50,
  memory: 8 * 1024 * 1024,
  stack: 256 * 1024,
  claims: 100,
  nameLength: 128,
  /** Characters of JSON. Tokens travel in headers, which servers limit to 8 or 16 KB. */
  valueLength: 8 * 1024,
  totalLength: 12 * 1024,
  depth: 8,
} as const
