import fc from 'fast-check'

/** What an application can be set to, who asks it for a token, and how: few values, so that many requests succeed and each fails for one reason or two. */
export const anyTokenRequest = fc.record({
  application: fc.constantFrom('client', 'server', 'openid'),
  way: fc.constantFrom('ClientCreds', 'AuthorizationCode', 'Implicit', 'ResourceCreds'),
  /** Left out of the auth methods. */
  without: often('', 'ClientCreds', 'AuthorizationCode', 'Implicit', 'ResourceCreds'),
  clientIdType: often('Confidential', 'Anything', 'List'),
  mustBeOAuthClient: fc.boolean(),
  client: often('svc', 'human', 'listed-app', 'unknown'),
  withSecret: fc.boolean(),
  secretExpired: often(false, true),
  clientState: often('None', 'Disabled', 'Locked'),
  person: often('person', 'svc', 'ghost'),
  personState: often('None', 'Disabled', 'Locked'),
  mustChange: often(false, true),
  /** Who has Run. */
  run: often('everybody and the client', 'role', 'group', 'nested role', 'nobody'),
  requestedScopes: often<string[] | null>(['siem'], null, ['openid', 'profile'], ['siem', 'Siem']),
  redirect: often('registered', 'other'),
  userMustConfirm: often(false, true),
  script: often(
    '',
    "setClaim('who', LoginUser.Username)\nsetClaimArray('roles', LoginUser.RoleNames)\nsetClaim('aud', 'company')",
    "throw new Error('broken')",
  ),
})
export type TokenRequestCase = typeof anyTokenRequest extends fc.Arbitrary<infer Value> ? Value : never

/** The first is drawn as often as all others. */
function often<Value>(first: Value, ...others: Value[]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(first, ...others) },
  )
}
