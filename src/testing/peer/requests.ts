import { challenge, formOf, redirectUri, verifier } from '../oauth.ts'
import { answerOf, browserWith, type Answer, type Cookies } from './seen.ts'
import type { ClientName, Endpoints, Side } from './sides.ts'

export type Fields = Record<string, string | string[] | undefined>
/** How a client proves itself: usually by Basic, or with nothing but its ID where it has no secret. */
export type Proof = 'usual' | 'form' | 'id only' | 'nothing' | 'wrong secret' | 'wrong secret in the form'

type Asked = { client?: ClientName; proof?: Proof; headers?: Record<string, string> }

/** The same requests for each of the two servers. */
export type Requests = ReturnType<typeof requestsOf>

export function requestsOf(side: Side, session: Cookies) {
  /** At the authorization endpoint; a field that is undefined is left out, a list is sent repeatedly. */
  async function authorize(
    fields: Fields = {},
    {
      client = 'web',
      cookies = session,
      method = 'GET',
    }: { client?: ClientName; cookies?: Cookies; method?: 'GET' | 'POST' } = {},
  ): Promise<Answer> {
    const { authorization } = side.endpointsOf(client)
    const form = formOf({
      client_id: side.clients[client].clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile siem',
      state: 'the state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...fields,
    }).toString()
    const browser = browserWith(cookies)
    const reply =
      method === 'GET'
        ? await browser.get(`${authorization}?${form}`, forPerson)
        : await browser.send(authorization, { method, headers: { ...forPerson, ...asForm }, body: form })
    const answer = await side.settle(reply, browser)
    // A session may go on under another name
    if (answer.seen.goes !== 'sign-in') for (const [name, value] of browser.cookies) cookies.set(name, value)
    return answer
  }

  const post =
    (endpoint: keyof Endpoints) =>
    async (fields: Fields, { client = 'web', proof = 'usual', headers = {} }: Asked = {}) => {
      const proven = provenBy(side, client, proof)
      const form = formOf({ ...proven.fields, ...fields }).toString()
      const url = side.endpointsOf(client)[endpoint]
      const sent = { ...asForm, ...proven.headers, ...headers }
      return answerOf(await browserWith(new Map()).send(url, { method: 'POST', headers: sent, body: form }))
    }

  const token = post('token')

  async function code(client: ClientName = 'web', fields: Fields = {}): Promise<string> {
    const { values } = await authorize(fields, { client })
    if (typeof values['code'] !== 'string') throw new Error(`No code: ${JSON.stringify(values)}`)
    return values['code']
  }

  const redeem = async (given: string, fields: Fields = {}, asked: Asked = {}) =>
    token(
      {
        grant_type: 'authorization_code',
        code: given,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        ...fields,
      },
      asked,
    )

  /** The tokens of a new sign-in. */
  async function tokens(client: ClientName = 'web', fields: Fields = {}): Promise<Tokens> {
    const { values } = await redeem(await code(client, fields), {}, { client })
    if (typeof values['access_token'] !== 'string') throw new Error(`No tokens: ${JSON.stringify(values)}`)
    return values as Tokens
  }

  const refresh = (refreshToken: string, fields: Fields = {}, asked: Asked = {}) =>
    token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...fields }, asked)

  return {
    side,
    authorize,
    token,
    code,
    redeem,
    tokens,
    refresh,
    introspect: post('introspection'),
    revoke: post('revocation'),
    /** With whatever the request is; `client` says whose application is asked. */
    async userInfo(
      request: { method?: string; headers?: Record<string, string>; body?: string; query?: string },
      client: ClientName = 'web',
    ) {
      const { userInfo: url } = side.endpointsOf(client)
      return answerOf(await browserWith(new Map()).send(`${url}${request.query ?? ''}`, request))
    },
    async metadata(client: ClientName = 'page') {
      const { metadata } = side.endpointsOf(client)
      return answerOf(await browserWith(new Map()).get(metadata))
    },
    async keys() {
      const { keys: url } = side.endpointsOf('page')
      return answerOf(await browserWith(new Map()).get(url))
    },
    async endSession(
      fields: Fields,
      { cookies, method = 'GET' }: { cookies: Cookies; method?: 'GET' | 'POST' },
    ) {
      const { endSession: url } = side.endpointsOf('page')
      const browser = browserWith(cookies)
      const form = formOf(fields).toString()
      const reply =
        method === 'GET'
          ? await browser.get(`${url}?${form}`, forPerson)
          : await browser.send(url, { method, headers: { ...forPerson, ...asForm }, body: form })
      return side.settle(reply, browser)
    },
  }
}

type Tokens = { access_token: string; refresh_token: string; id_token: string }

/** As browsers ask for pages. */
const forPerson = { accept: 'text/html' }
const asForm = { 'content-type': 'application/x-www-form-urlencoded' }

function provenBy(
  { clients }: Side,
  name: ClientName,
  proof: Proof,
): { fields: Fields; headers: Record<string, string> } {
  const { clientId, secret } = clients[name]
  const wrong = 'another secret of some length'
  switch (proof) {
    case 'usual':
      return secret === undefined
        ? { fields: { client_id: clientId }, headers: {} }
        : { fields: {}, headers: basic(clientId, secret) }
    case 'form':
      return { fields: { client_id: clientId, client_secret: secret }, headers: {} }
    case 'id only':
      return { fields: { client_id: clientId }, headers: {} }
    case 'nothing':
      return { fields: {}, headers: {} }
    case 'wrong secret':
      return { fields: {}, headers: basic(clientId, wrong) }
    case 'wrong secret in the form':
      return { fields: { client_id: clientId, client_secret: wrong }, headers: {} }
  }
}

/** Encoded as RFC 6749 §2.3.1 has it. */
export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`).toString('base64')}`,
})

const formEncoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
