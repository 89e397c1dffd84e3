/** What a pasted text is, in words. */
export const pastedKinds = {
  token: 'A token',
  authorizeAddress: 'An address at which somebody signs in',
  answerAddress: 'An address to which a sign-in was answered',
  tenantAddress: 'An address of a tenant',
  address: 'An address',
  command: 'A curl command',
  oauthError: 'An error of the authorization server',
  reply: 'A reply of the tenant API',
  logLine: 'A line of an event log',
  name: 'A login name',
  id: 'An ID',
  word: 'A name or an ID',
  text: 'A text',
} as const
export type PastedKind = keyof typeof pastedKinds

/** Something in a pasted text by which something can be looked up. */
export type Clue = {
  kind: 'token' | 'application' | 'client' | 'redirect' | 'scope' | 'request' | 'event' | 'user' | 'anything'
  value: string
}

/** `told` is what an error says, by which its trouble is found. */
export type Recognised = { kind: PastedKind; clues: Clue[]; told: string | null }

/** Clues that are followed. */
export const mostClues = 20
/** Letters of a clue that is no token. */
export const longestClue = 2000
