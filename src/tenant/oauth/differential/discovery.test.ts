import type { Listed } from '#testing/peer/alike.ts'
import type { Requests } from '#testing/peer/requests.ts'
import type { Answer } from '#testing/peer/seen.ts'
import type { ClientName } from '#testing/peer/sides.ts'
import { testBoth, type Row } from '#testing/peer/testBoth.ts'

// What the two servers say of themselves. The third member lists what differs: ours, then theirs.

/** What the metadata say under a name, in place of the names. */
const said =
  (name: string, client?: ClientName) =>
  async (at: Requests): Promise<Answer> => {
    const { seen, values } = await at.metadata(client)
    return { seen: { ...seen, members: [values[name]].flat().map(String).toSorted() }, values }
  }

const ours = [
  'introspection_endpoint_auth_methods_supported',
  'prompt_values_supported',
  'request_parameter_supported',
  'revocation_endpoint_auth_methods_supported',
]
const metadata: Listed = {
  members: [ours, ['claim_types_supported']],
  because:
    'all of these are optional (OpenID Connect Discovery §3, RFC 8414 §2); claim types other than normal ones are in neither',
}
const ofApplication =
  'AS-13: metadata are the application’s, and name what works for it; at theirs they are the server’s'

const rows: Row[] = [
  ['the names, of an own client', (at) => at.metadata('page'), metadata],
  ['the names, of an application with secrets', (at) => at.metadata('web'), metadata],
  [
    'the names, of an application without secrets',
    (at) => at.metadata('mobile'),
    {
      members: [ours.slice(1), ['claim_types_supported', 'introspection_endpoint']],
      because: `${ofApplication}. Nobody could prove itself to introspection here`,
    },
  ],
  [
    'response types',
    said('response_types_supported'),
    {
      members: [['token'], []],
      because: 'vendor contract 2.2; theirs cannot be set up for it',
    },
  ],
  [
    'response types, of an application for codes',
    said('response_types_supported', 'web'),
    {
      members: [[], ['code id_token', 'code id_token token', 'code token', 'id_token', 'id_token token']],
      because: ofApplication,
    },
  ],
  ['response modes', said('response_modes_supported')],
  [
    'grant types',
    said('grant_types_supported'),
    { members: [[], ['client_credentials']], because: ofApplication },
  ],
  [
    'grant types, of an application with secrets',
    said('grant_types_supported', 'web'),
    { members: [[], ['implicit']], because: ofApplication },
  ],
  [
    'client authentication',
    said('token_endpoint_auth_methods_supported'),
    { members: [[], ['none']], because: ofApplication },
  ],
  [
    'client authentication, of an application without secrets',
    said('token_endpoint_auth_methods_supported', 'mobile'),
    {
      members: [[], ['client_secret_basic', 'client_secret_post']],
      because: ofApplication,
    },
  ],
  ['challenge methods', said('code_challenge_methods_supported')],
  ['algorithms of ID tokens', said('id_token_signing_alg_values_supported')],
  ['subject types', said('subject_types_supported')],
  ['AS-06 the issuer in answers', said('authorization_response_iss_parameter_supported')],
  ['request_uri', said('request_uri_parameter_supported')],
  ['the parameter claims', said('claims_parameter_supported')],
  ['scopes', said('scopes_supported')],
  [
    'claims',
    said('claims_supported'),
    {
      members: [['aud', 'exp', 'iat', 'nonce', 'unique_name'], ['sid']],
      because:
        'ours names the claims of the protocol too, and unique_name (contract.md 2.9); theirs names sid, which it gives only with back-channel logout',
    },
  ],
  ['keys', (at) => at.keys()],
  [
    'AS-13 the members of a key',
    async (at) => {
      const { seen, values } = await at.keys()
      const [key] = values['keys'] as object[]
      return { seen: { ...seen, members: Object.keys(key ?? {}).toSorted() }, values }
    },
  ],
]

testBoth(rows)
