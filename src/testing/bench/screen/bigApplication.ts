import { signIn } from '../../apiClient.ts'
import { administrator } from '../../administrator.ts'
import { oauthOf, redirectUri } from '../../oauth.ts'
import type { Product } from '../../product.ts'

const counts = { redirects: 200, scopes: 50, patterns: 10, grants: 100 }

/** An application as large as people have them: 200 redirects, 50 scopes of 10 patterns each, 100 permissions. Gives its row key. */
export async function bigApplication({ tenantUrl: url }: Product): Promise<string> {
  const admin = await signIn(url, administrator)
  const { application, change } = oauthOf({ admin, url })
  const { rowKey } = await application('big')
  await change(rowKey, {
    OAuthProfile: {
      Redirects: [
        redirectUri,
        ...numbers(counts.redirects - 1).map((number) => `https://app${number}.acme.test/callback`),
      ],
      KnownScopes: numbers(counts.scopes).map((scope) => ({
        Scope: `scope-${scope}`,
        Description: `What program ${scope} may do`,
        AllowedRest: numbers(counts.patterns).map((pattern) =>
          shortPattern(scope * counts.patterns + pattern),
        ),
      })),
    },
  })
  const grants: object[] = []
  for (const number of numbers(counts.grants)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: what is measured comes later
    const { ID } = await admin.result<{ ID: string }>('/Gatewright/Groups/Create', { Name: `Team ${number}` })
    grants.push({ PrincipalId: ID, PType: 'Group', Rights: 'View,Execute' })
  }
  await admin.result('/SaasManage/SetApplicationPermissions', { ID: rowKey, Grants: grants })
  return rowKey
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Of two letters: what the patterns of an application cost together has a bound. */
const shortPattern = (number: number) =>
  `${letters[Math.floor(number / letters.length)]}${letters[number % letters.length]}`
