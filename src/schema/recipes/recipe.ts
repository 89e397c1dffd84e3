import type { ClientSetup, clientSetupOf } from '../clientSetup.ts'
import type { ProgramKind } from './programKind.ts'

export type SetupStart = { [Category in keyof ClientSetup]?: Partial<ClientSetup[Category]> }

/** What a card says of an application. All of it is read from the application as it is. */
export type CardFact =
  | 'name'
  | 'location'
  | 'server'
  | 'applicationId'
  | 'clientId'
  | 'secret'
  | 'scope'
  | 'token'
  | 'metadata'
  | 'query'
  | 'scim'

/** A field of the other side's form, in its own words. `text` says what to put there where this tenant does not know it. */
export type CardField = { label: string; fact: CardFact } | { label: string; text: string }

/** A client as a known program needs it (contract.md 21): where its form starts, and what the program's own guide leaves out. */
export type Recipe = {
  title: string
  summary: string
  kind: ProgramKind
  template: Parameters<typeof clientSetupOf>[0]
  /** What differs from the defaults of the settings. */
  start: SetupStart & { description: { applicationId: string; name: string; description: string } }
  /** What is to be known at a setting: hints['scope.scopes']. */
  hints: Record<string, string>
  /** Who gets the card. */
  consumer: string
  /** What goes onto the card: the fields of the other side's form, what a program of one's own has to know, or the variables of another console. */
  card: readonly CardField[] | 'program' | 'console'
  /** What the card says above its fields. */
  note?: string
  /** It reads events with queries. */
  readsEvents?: true
  /** The tokens are for an API of one's own, which has to be told how to check them. */
  ownApi?: boolean
  /** The access token is traded for an ID token at the authorization endpoint (contract.md 2.7). */
  tradesToken?: true
  /** What the program's form wants as Name; the application's name when it does not say. */
  nameThere?: string
  /** The recipe that it is one case of; it is offered under that one. */
  of?: string
}

type Differences = Partial<Omit<Recipe, 'start' | 'hints' | 'of' | 'template'>> & {
  title: string
  start: SetupStart & { description: Recipe['start']['description'] }
  hints?: Record<string, string>
}

/** A recipe for one product: the base with what that product wants otherwise. Hints of the base stay where it gives none of its own. */
export const caseOf = (of: string, base: Recipe, { start, hints = {}, ...rest }: Differences): Recipe => ({
  ...base,
  consumer: rest.title,
  ...rest,
  of,
  start: { ...base.start, ...start },
  hints: { ...base.hints, ...hints },
})

export const fields = (...pairs: [label: string, fact: CardFact][]): CardField[] =>
  pairs.map(([label, fact]) => ({ label, fact }))

/** Where the client's ID and secret come from, at the setting where people look for them. */
export const whereSecret =
  'The client ID and the secret come on User Access: they are the login name and the password of a service user.'
