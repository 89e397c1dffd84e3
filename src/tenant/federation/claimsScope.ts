/** What is asked of an identity provider: who the person is, under as many names as it announces. */
const wished = ['profile', 'email', 'phone', 'groups']

/** Scopes that are not announced are not asked for, but profile and email where nothing is announced. */
export const claimsScope = (announced: readonly string[] | undefined): string =>
  [
    'openid',
    ...(announced ? wished.filter((scope) => announced.includes(scope)) : ['profile', 'email']),
  ].join(' ')
