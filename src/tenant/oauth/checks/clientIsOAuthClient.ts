import { generalUsage } from '#schema/application/generalUsage.ts'
import { isUserClient } from '#schema/application/ofTemplate.ts'
import { status } from '#schema/user/index.ts'
import { invalidClient, type Check } from '../check.ts'
import type { TokenFacts } from '../facts.ts'

/** With Must be OAuth Client, the user needs the mark Is OAuth confidential client (contract.md 3.3). */
export const clientIsOAuthClient: Check<Pick<TokenFacts, 'application' | 'client'>> = {
  id: 'clientIsOAuthClient',
  judge: ({ application, client: { user } }) => {
    const { mustBeOAuthClient } = application.config.generalUsage
    const needed = isUserClient(application) && mustBeOAuthClient && user !== null
    const mark = status.settings.oauthClient.label
    return {
      passed: !needed || user.oauthClient,
      expected: needed ? `A user marked "${mark}"` : 'Any user',
      seen: user === null ? 'No user' : user.oauthClient ? 'Marked' : 'Not marked',
      cure: `Tick "${mark}" on the user, or turn off ${generalUsage.settings.mustBeOAuthClient.label} on General Usage.`,
      at: 'generalUsage.mustBeOAuthClient',
    }
  },
  refusal: invalidClient,
}
