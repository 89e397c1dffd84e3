import type { InspectedCheck } from '#schema/judgement.ts'

/** What each check asks, in words for whoever looks for the reason. */
export const checkTitles: Record<string, string> = {
  applicationKnown: 'Application ID',
  redirectRegistered: 'Redirect URI',
  plainParameters: 'Plain parameters',
  responseTypeAllowed: 'Auth method',
  responseTypeKnown: 'Response type',
  responseModeKnown: 'Response mode',
  nonceSent: 'Nonce',
  challengeSent: 'PKCE',
  signInScopeKnown: 'Scope',
  placeToSignIn: 'Where the person signs in',
  identityProviderSays: 'Identity provider',
  passwordRight: 'Account and password',
  passwordToStay: 'Password change',
  clientFitsType: 'Client ID Type',
  personMayRun: 'Person with Run',
  consentGiven: 'Consent',
  clientKnown: 'Client ID',
  clientEnabled: 'State of the client',
  clientIsOAuthClient: 'Is OAuth confidential client',
  clientAuthenticated: 'Secret',
  authMethodAllowed: 'Auth method',
  runPermission: 'Run',
  scopeKnown: 'Scope',
  signsInHere: 'Where the person signs in',
  directoryAnswers: 'Directory',
  claimsScriptRuns: 'Claims script',
}

const stages = {
  authorize: 'Authorization request',
  signIn: 'Sign-in',
  token: 'Token request',
} as const

/** The checks in their order, under what meets them: the authorization endpoint is met again after the sign-in. */
export function stagesOf(checks: readonly InspectedCheck[]): { title: string; checks: InspectedCheck[] }[] {
  const found: { during: InspectedCheck['during']; title: string; checks: InspectedCheck[] }[] = []
  for (const check of checks) {
    const last = found.at(-1)
    const { during } = check
    if (last?.during === during) last.checks.push(check)
    else
      found.push({
        during,
        title: last && during === 'authorize' ? 'After the sign-in' : stages[during],
        checks: [check],
      })
  }
  return found
}
