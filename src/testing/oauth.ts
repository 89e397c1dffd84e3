import { createHash, randomUUID } from 'node:crypto'
import { password } from './people.ts'
import { plainBrowser } from './plainBrowser.ts'
import type { TestTenant } from './tenant.ts'

export const redirectUri = 'https://app.test/cb'
export const verifier = 'a-verifier-of-the-length-that-is-asked-for-0123456789'
export const challenge = createHash('sha256').update(verifier).digest('base64url')

type Fields = Record<string, string | string[] | undefined>

/** Applications and clients made as a vendor's program makes them, and requests as an outsider sends them. */
export function oauthOf({ admin, url }: Pick<TestTenant, 'admin' | 'url'>) {
  /** An application that a service user runs with secret, and everybody by signing in. */
  async function application(
    applicationId: string,
    { profile = {}, template = 'OAuth2ServerClient' }: { profile?: object; template?: string } = {},
  ) {
    const [made] = await admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: [template],
    })
    const rowKey = made?._RowKey ?? ''
    const client = await serviceUser(`svc-${applicationId}`)
    await change(rowKey, {
      Name: `The ${applicationId} application`,
      ServiceName: applicationId,
      OAuthProfile: {
        ClientIDType: 1,
        MustBeOauthClient: true,
        Redirects: [redirectUri],
        AllowedAuth: 'AuthorizationCode,ClientCreds',
        TokenLifetimeString: '1:00:00',
        KnownScopes: [
          { Scope: 'siem', Description: 'Read events', AllowedRest: ['Redrock/query', 'Security/WhoAmI'] },
          { Scope: 'all', AllowedRest: ['.*'] },
        ],
        ...profile,
      },
      Gatewright: { RequirePkce: true },
    })
    await grant(rowKey, { type: 'Role', id: 'everybody' }, 'View,Execute')
    await grant(rowKey, { type: 'User', id: client.id }, 'Execute')
    return { rowKey, applicationId, client }
  }

  /** An OpenID Connect application, which is its own client, and everybody may sign in to. */
  async function openIdConnect(
    applicationId: string,
    { profile = {}, own = {} }: { profile?: object; own?: object } = {},
  ) {
    const [made] = await admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: ['Generic OpenID Connect'],
    })
    const rowKey = made?._RowKey ?? ''
    await change(rowKey, {
      Name: `The ${applicationId} application`,
      ServiceName: applicationId,
      OAuthProfile: { Redirects: [redirectUri], TokenLifetimeString: '1:00:00', ...profile },
      Gatewright: own,
    })
    await grant(rowKey, { type: 'Role', id: 'everybody' }, 'View,Execute')
    const { secret } = await admin.result<{ secret: string }>('/Gatewright/Secrets/Add', {
      owner: { type: 'application', id: rowKey },
      key: randomUUID(),
      label: 'the first',
    })
    return { rowKey, applicationId, client: { clientId: rowKey, secret } }
  }

  const change = (rowKey: string, body: object) =>
    admin.result('/SaasManage/UpdateApplicationDE', { _RowKey: rowKey, ...body })

  const grant = (rowKey: string, { type, id }: { type: string; id: string }, rights: string) =>
    admin.result('/SaasManage/SetApplicationPermissions', {
      ID: rowKey,
      Grants: [{ PrincipalId: id, PType: type, Rights: rights }],
    })

  async function serviceUser(name: string, change: object = {}) {
    const id = await admin.result<string>('/CDirectoryService/CreateUser', {
      Name: `${name}@acme.test`,
      Password: password,
      OauthClient: true,
      ...change,
    })
    return { id, clientId: `${name}@acme.test`, secret: password }
  }

  /** GET at the authorization endpoint, following nothing. Fields that are undefined are left out; lists are sent repeatedly. */
  const authorize = (
    applicationId: string,
    fields: Fields,
    { bearer, cookie }: { bearer?: string | null; cookie?: string } = {},
  ) =>
    fetch(`${url}/OAuth2/Authorize/${applicationId}?${formOf(fields).toString()}`, {
      redirect: 'manual',
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(cookie ? { cookie } : {}),
      },
    })

  /** A request that is answered with a code. */
  const request = (clientId: string, others: Fields = {}): Fields => ({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'siem',
    state: 'the state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...others,
  })

  /** Whoever holds the session says yes on the page that the request leads to, as an administrator has to once. */
  async function agree(applicationId: string, fields: Fields, session: string): Promise<void> {
    const browser = plainBrowser(url)
    browser.cookies.set('.ASPXAUTH', session)
    await browser.follow(`/OAuth2/Authorize/${applicationId}?${formOf(fields).toString()}`)
  }

  async function code(
    { applicationId, client }: { applicationId: string; client: { clientId: string } },
    { bearer = admin.bearer, others = {} }: { bearer?: string | null; others?: Fields } = {},
  ): Promise<string> {
    const asked = request(client.clientId, others)
    let reply = await authorize(applicationId, asked, { bearer })
    if (answerOf(reply).get('error') === 'consent_required' && bearer) {
      await agree(applicationId, asked, bearer)
      reply = await authorize(applicationId, asked, { bearer })
    }
    const given = answerOf(reply).get('code')
    if (given === null) throw new Error(`No code: ${reply.status} ${reply.headers.get('location')}`)
    return given
  }

  /** Posts a form, such as to `Introspect/portal`; `client` proves itself with Basic, as it stands. */
  async function post(
    endpoint: string,
    fields: Fields,
    { client, headers = {} }: { client?: { clientId: string; secret: string }; headers?: object } = {},
  ) {
    const reply = await fetch(`${url}/OAuth2/${endpoint}`, {
      method: 'POST',
      headers: {
        ...(client ? { authorization: basic(client.clientId, client.secret) } : {}),
        ...headers,
      },
      body: formOf(fields),
    })
    const text = await reply.text()
    return {
      status: reply.status,
      headers: reply.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    }
  }

  const token = (applicationId: string, fields: Fields, by?: Parameters<typeof post>[2]) =>
    post(`Token/${applicationId}`, fields, by)

  const redemption = (given: string, others: Fields = {}): Fields => ({
    grant_type: 'authorization_code',
    code: given,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...others,
  })

  return {
    application,
    openIdConnect,
    change,
    grant,
    serviceUser,
    authorize,
    request,
    agree,
    code,
    post,
    token,
    redemption,
  }
}

export type OAuth = ReturnType<typeof oauthOf>

export const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

/** The parameters of an answer in a Location, or none where there is no answer. */
export const answerOf = (reply: Response) =>
  new URLSearchParams((reply.headers.get('location') ?? '').split(/[?#]/)[1] ?? '')

export const formOf = (fields: Fields) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((one) => [name, one]),
    ),
  )
