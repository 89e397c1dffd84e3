import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { pageOf, parametersOf, plainBrowser } from '#testing/plainBrowser.ts'
import { refreshingOf, type Tokens } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let file: string
  beforeAll(async () => {
    file = await engine.create()
    running = await bootTenant({ database: await engine.open(file) })
    flow = oauthOf(running)
  })
  afterAll(() => running.close())

  /** Everything that whoever holds a copy of the database can read: every row, and for a file its bytes. */
  async function dump(): Promise<string[]> {
    const { read } = running.tenant.database
    const tables = await read.introspection.getTables()
    const rows = await Promise.all(
      tables.map(({ name }) =>
        read
          .selectFrom(name as 'event')
          .selectAll()
          .execute(),
      ),
    )
    const files = engine.kind === 'sqlite' ? [file, `${file}-wal`].filter((each) => existsSync(each)) : []
    return [
      ...rows.map((table) => JSON.stringify(table)),
      ...files.map((each) => readFileSync(each, 'latin1')),
    ]
  }

  /** Of a JWT, what makes it one; the claims are in the event log in part. */
  const keep = (name: string, value: string | undefined): [string, string] => {
    if (value === undefined || value === 'undefined') throw new Error(`No ${name} was issued`)
    return [name, value.split('.').at(-1) ?? value]
  }
  const keepAll = (name: string, tokens: Tokens) =>
    Object.entries(tokens).map(([kind, value]: [string, string]) => keep(`${kind} token, ${name}`, value))

  test('F3 nothing that was ever issued or typed is in a dump of the database', async () => {
    const profile = {
      AllowRefresh: true,
      AllowedAuth: 'AuthorizationCode,Implicit,ClientCreds,ResourceCreds',
    }
    const refreshing = refreshingOf(running, flow)
    const issued: [string, string][] = [
      keep('the administrator’s password', administrator.password),
      keep('the secret of a service user', password),
      keep('the administrator’s session', running.admin.bearer ?? undefined),
    ]

    for (const TokenType of ['JwtRS256', 'Opaque']) {
      const by = await flow.application(`of-${TokenType}`, { profile: { ...profile, TokenType } })
      const unused = await flow.code(by)
      const first = await refreshing.granted(by)
      const { body: _, ...second } = await refreshing.refreshed(by, first.refresh)
      const program = await refreshing.ofProgram(by)
      await flow.post(`Revoke/${by.applicationId}`, { token: program }, { client: by.client })
      const typed = { grant_type: 'password', username: administrator.user, password: administrator.password }
      const owner = await flow.token(by.applicationId, { ...typed, scope: 'siem' }, { client: by.client })
      issued.push(
        keep(`code of ${TokenType}`, unused),
        ...keepAll(`first of ${TokenType}`, first),
        ...keepAll(`second of ${TokenType}`, second),
        keep(`token of a program of ${TokenType}`, program),
        keep(`token for a password of ${TokenType}`, String(owner.body['access_token'])),
      )
    }

    const crm = await flow.openIdConnect('crm', { profile: { AllowRefresh: true } })
    const { secret } = await running.admin.result<{ secret: string }>('/Gatewright/Secrets/Add', {
      owner: { type: 'application', id: crm.rowKey },
      key: randomUUID(),
      label: 'another',
    })
    const { body } = await flow.post(
      'PlatformToken',
      { grant_type: 'client_credentials' },
      {
        client: { clientId: 'svc-of-Opaque@acme.test', secret: password },
      },
    )
    const start = await running.admin.result<{ SessionId: string }>('/Security/StartAuthentication', {
      User: administrator.user,
    })
    issued.push(
      keep('a secret', crm.client.secret),
      keep('another secret', secret),
      keep('a token of the platform', String(body['access_token'])),
      keep('a sign-in that has begun', start.SessionId),
      keep('a second session', (await signIn(running.url, administrator)).bearer ?? undefined),
    )

    // In a browser: sign-in page, consent page, and an answer with everything in it
    await flow.application('asking', { profile: { ...profile, Confirm: true } })
    const browser = plainBrowser(running.url)
    const asked = flow.request('svc-asking@acme.test', { response_type: 'code id_token token', nonce: 'n-1' })
    const signInPage = pageOf(await browser.open(`/OAuth2/Authorize/asking?${formOf(asked).toString()}`))
    const consent = pageOf(await browser.signIn(signInPage, administrator))
    const { answer } = await browser.follow(consent)
    const { code, id_token: idToken, access_token: token } = await parametersOf(answer)
    issued.push(
      keep(
        'the way back',
        /signed_in_after=\d+\.([\w-]+)/.exec(signInPage.address.searchParams.get('cloudRedirect') ?? '')?.[1],
      ),
      keep('a consent', /name="consent"\s+value="([^"]+)"/.exec(consent.html)?.[1]),
      keep('a session in a browser', browser.cookies.get('.ASPXAUTH')),
      keep('a code in an answer', code),
      keep('an ID token in an answer', idToken),
      keep('an access token in an answer', token),
    )

    const held = await dump()
    // The search finds what is there
    for (const known of ['svc-of-Opaque@acme.test', 'n-1', crm.rowKey])
      expect(held.some((part) => part.includes(known))).toBe(true)
    expect(issued.length).toBeGreaterThan(30)
    expect(issued.filter(([, value]) => value.length < 16)).toEqual([])
    expect(
      issued.filter(([, value]) => held.some((part) => part.includes(value))).map(([name]) => name),
    ).toEqual([])
  })
})
