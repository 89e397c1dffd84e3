import type { UserFacts } from '../facts.ts'

/** NT-39: stands for a user whom the caller may not read, as somebody against whom nothing is to be said. */
export const unnamed: UserFacts = {
  id: 'the client’s ID',
  name: 'the client’s login name',
  state: 'None',
  oauthClient: true,
  tokensWithoutApplication: false,
  mayRun: true,
}
