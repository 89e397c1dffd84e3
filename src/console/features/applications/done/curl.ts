import { select } from '#console/api/select.ts'
import { eventTable } from '#schema/redrockColumns.ts'

/** Commands for a shell. Credentials travel in a header, never in an address. */

type TokenRequest = {
  tokenEndpoint: string
  clientId: string
  /** Without one curl asks for it. */
  secret: string | null
  scope: string
}

export const tokenCommand = ({ tokenEndpoint, clientId, secret, scope }: TokenRequest) =>
  lines([
    `curl ${quoted(tokenEndpoint)}`,
    `-u ${quoted(secret === null ? clientId : `${clientId}:${secret}`)}`,
    `-d ${quoted('grant_type=client_credentials')}`,
    ...(scope === '' ? [] : [`--data-urlencode ${quoted(`scope=${scope}`)}`]),
  ])

type IdTokenRequest = { authorize: string; applicationId: string; redirectUri: string; scope: string }

/** The token in the variable TOKEN for an ID token, which the header Location of the answer has (contract.md 2.7). */
export const idTokenCommand = ({ authorize, applicationId, redirectUri, scope }: IdTokenRequest) =>
  lines([
    `curl -s -D - -o /dev/null -G ${quoted(authorize)}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...[
      `client_id=${applicationId}`,
      'response_type=id_token',
      `scope=${`openid ${scope}`.trim()}`,
      `redirect_uri=${redirectUri}`,
    ].map((each) => `--data-urlencode ${quoted(each)}`),
  ])

const someEvents = select(eventTable, ['ID', 'EventType', 'WhenOccurred', 'NormalizedUser']).script

/** The newest events, with a token in the variable TOKEN. */
export const eventsCommand = (server: string) =>
  lines([
    `curl ${quoted(`${server}/Redrock/query`)}`,
    '-H "Authorization: Bearer $TOKEN"',
    `-H ${quoted('Content-Type: application/json')}`,
    `-H ${quoted('X-IDAP-NATIVE-CLIENT: true')}`,
    `-d ${quoted(JSON.stringify({ Script: someEvents }))}`,
  ])

/** What an application says of itself. */
export const metadataCommand = (metadataUrl: string) => `curl ${quoted(metadataUrl)}`

const lines = (parts: string[]) => parts.join(' \\\n  ')

/** POSIX: nothing is special inside single quotes, and a quote ends them. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
