import { select } from '#console/api/select.ts'
import { callCommand, commandLines, shellQuoted } from '#console/object/calls/curl.ts'
import { tenantCalls } from '#schema/calls/tenantCalls.ts'
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
  commandLines([
    `curl ${shellQuoted(tokenEndpoint)}`,
    `-u ${shellQuoted(secret === null ? clientId : `${clientId}:${secret}`)}`,
    `-d ${shellQuoted('grant_type=client_credentials')}`,
    ...(scope === '' ? [] : [`--data-urlencode ${shellQuoted(`scope=${scope}`)}`]),
  ])

type IdTokenRequest = { authorize: string; applicationId: string; redirectUri: string; scope: string }

/** The token in the variable TOKEN for an ID token, which the header Location of the answer has (contract.md 2.7). */
export const idTokenCommand = ({ authorize, applicationId, redirectUri, scope }: IdTokenRequest) =>
  commandLines([
    `curl -s -D - -o /dev/null -G ${shellQuoted(authorize)}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...[
      `client_id=${applicationId}`,
      'response_type=id_token',
      `scope=${`openid ${scope}`.trim()}`,
      `redirect_uri=${redirectUri}`,
    ].map((each) => `--data-urlencode ${shellQuoted(each)}`),
  ])

const someEvents = select(eventTable, ['ID', 'EventType', 'WhenOccurred', 'NormalizedUser']).script

/** The newest events, with a token in the variable TOKEN. */
export const eventsCommand = (server: string) =>
  callCommand({ server, endpoint: tenantCalls.redrockQuery, params: { Script: someEvents } })

/** What an application says of itself. */
export const metadataCommand = (metadataUrl: string) => `curl ${shellQuoted(metadataUrl)}`
