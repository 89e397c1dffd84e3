import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { password, refusal } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'

const change = '/CDirectoryService/ChangeUser'

describe.each(testDatabases())('who signs in here, $kind', (engine) => {
  const at = federationTenant({ engine })
  let local: string

  beforeAll(() => {
    local = `/login/local?cloudRedirect=${encodeURIComponent(at.link.slice(1))}`
  })
  afterEach(() => at.federation.route())

  const requires = (role: string, RequiresFederation: boolean) =>
    at.running.admin.result('/Roles/UpdateRole', { Name: role, Gatewright: { RequiresFederation } })
  const breakGlass = (ID: string, BreakGlass: boolean) =>
    at.running.admin.result(change, { ID, Gatewright: { BreakGlass } })
  const letsIn = (sight: Sight) => addressOf(answerIn(sight)).includes('code=')
  const byLocalPage = async (user: string) => {
    const browser = plainBrowser(at.running.url)
    return browser.signIn(await browser.open(local), { user, password })
  }

  /** Of the password of the first administrator, whose session goes on. */
  const expires = (when: number | null) =>
    at.running.tenant.database.write((tx) =>
      tx
        .updateTable('credential')
        .set({ expires_at: when })
        .where('owner_id', '=', (where) =>
          where.selectFrom('user').select('id').where('name', '=', administrator.user),
        )
        .execute(),
    )

  test('RT-05 RT-09 of who is in a role that requires federation no password is asked, through no door and with no agent', async () => {
    const somebody = await at.people.somebody()
    const inner = await at.people.addRole('Inner')
    await at.people.join(inner, { Users: [somebody.id] })
    const outer = await at.people.addRole('Outer')
    await at.people.join(outer, { Roles: [inner] })
    await requires(outer, true)
    const page = pageOf(await at.federation.typeName(plainBrowser(at.running.url), at.link, somebody.name))
    expect([page.status, page.html.includes('sign in at an identity provider only')]).toEqual([403, true])
    expect(page.html).not.toContain('type="password"')
    await at.federation.route({ IdentityProvider: at.id, Domain: 'acme.test', UserAgent: 'MobileBrowser' })
    const browser = plainBrowser(at.running.url)
    const sent = await browser.submit(await browser.open(at.link), {
      user: somebody.name,
      password,
      step: '',
    })
    expect(pageOf(sent).status).toBe(403)
    expect(pageOf(await byLocalPage(somebody.name)).status).toBe(401)
    const started = await at.running.admin.post('/Security/StartAuthentication', {
      User: somebody.name,
      Version: '1.0',
    })
    expect(started.envelope.Message).toContain('sign in at an identity provider only')
    // Nobody else is told so, and they go on
    const other = await at.people.somebody()
    expect(
      pageOf(await at.federation.typeName(plainBrowser(at.running.url), at.link, other.name)).html,
    ).toContain('type="password"')
    await requires(outer, false)
    expect(letsIn(await plainSignIn(somebody.name))).toBe(true)
  })

  const plainSignIn = async (user: string) => {
    const browser = plainBrowser(at.running.url)
    const asked = await browser.open(at.link)
    return browser.submit(await browser.submit(asked, { user }), { password })
  }

  test('RT-02 System Administrators and the break-glass account sign in at /login/local all the same', async () => {
    const somebody = await at.people.somebody()
    const role = await at.people.addRole('Only elsewhere')
    const boss = await at.people.addUser('boss', { InSysAdminRole: true })
    await at.people.join(role, { Users: [somebody.id, boss] })
    await requires(role, true)
    await at.federation.route(
      { IdentityProvider: at.id, Domain: '' },
      { IdentityProvider: at.id, Domain: 'acme.test' },
    )
    expect(letsIn(await byLocalPage('boss@acme.test'))).toBe(true)
    expect(pageOf(await byLocalPage(somebody.name)).status).toBe(401)
    await breakGlass(somebody.id, true)
    expect(letsIn(await byLocalPage(somebody.name))).toBe(true)
    await breakGlass(somebody.id, false)
    expect(pageOf(await byLocalPage(somebody.name)).status).toBe(401)
    await requires(role, false)
    await at.running.admin.result('/UserMgmt/RemoveUser', { ID: boss })
  })

  test('RP-10 nobody becomes the break-glass account by what an identity provider says, linked or not', async () => {
    const emergency = await at.people.addUser('emergency')
    await at.federation.route({ IdentityProvider: at.id, Domain: 'acme.test' })
    at.idp.state.person = { sub: 'emergency', preferred_username: 'emergency@acme.test' }
    await at.update(at.idp.settings({ Authentication: { MapFederatedUser: 'Optional' } }))
    await breakGlass(emergency, true)
    expect(pageOf(await at.federation.signIn('emergency@acme.test', at.link)).status).toBe(400)
    expect((await at.federation.refused()).seen).toContain('is the break-glass account')
    await breakGlass(emergency, false)
    expect(letsIn(await at.federation.signIn('emergency@acme.test', at.link))).toBe(true)
    await breakGlass(emergency, true)
    expect(pageOf(await at.federation.signIn('emergency@acme.test', at.link)).status).toBe(400)
    await breakGlass(emergency, false)
  })

  test('AZ-05 only System Administrators choose the break-glass account and change it; there is one, of a person', async () => {
    const emergency = await at.people.addUser('glass')
    const { client } = await at.people.somebody(['dsman', 'roleman', 'fedman'])
    const on = { Gatewright: { BreakGlass: true } }
    const refuses = (path: string, body: unknown) => refusal(client, path, body)
    expect(await refuses(change, { ID: emergency, ...on })).toMatchObject({ status: 403 })
    expect(
      await refuses('/CDirectoryService/CreateUser', { Name: 'mole@acme.test', Password: password, ...on }),
    ).toMatchObject({ status: 403 })
    await breakGlass(emergency, true)
    for (const [path, body] of [
      [change, { ID: emergency, Gatewright: { BreakGlass: false } }],
      ['/UserMgmt/ResetUserPassword', { ID: emergency, newPassword: 'another phrase 5' }],
      ['/CDirectoryService/SetUserState', { ID: emergency, state: 'Disabled' }],
      ['/UserMgmt/RemoveUser', { ID: emergency }],
    ] as const)
      expect(await refuses(path, body), path).toMatchObject({ status: 403 })
    const second = await at.people.addUser('second')
    expect(await refusal(at.running.admin, change, { ID: second, ...on })).toMatchObject({
      field: 'status.breakGlass',
      message: expect.stringContaining('glass@acme.test is the break-glass account') as string,
    })
    const program = await at.people.addUser('program', { OauthClient: true, ...on })
    expect(await at.people.attributes(program)).toMatchObject({ Gatewright: { BreakGlass: false } })
    await at.running.admin.result('/UserMgmt/RemoveUser', { ID: emergency })
    await breakGlass(second, true)
    await breakGlass(second, false)
  })

  test('RT-03 no rule is saved while no System Administrator can sign in here with a password', async () => {
    const { client } = await at.people.somebody(['fedman'])
    const rules = { Rules: [{ IdentityProvider: at.id, Domain: '', UserAgent: 'Any', Enabled: true }] }
    await expires(1)
    expect(await refusal(client, '/Gatewright/RoutingRules/Set', rules)).toMatchObject({
      message: expect.stringContaining('No System Administrator can sign in here') as string,
    })
    await client.result('/Gatewright/RoutingRules/Set', {
      Rules: rules.Rules.map((rule) => ({ ...rule, Enabled: false })),
    })
    await expires(null)
    await client.result('/Gatewright/RoutingRules/Set', rules)
  })

  test('RT-03 NT-64 of two who disable each other while a rule without domain is saved, one stays who signs in here', async () => {
    const rivals: { id: string; name: string; client: ApiClient }[] = []
    for (const name of ['rival', 'other']) {
      const user = `${name}@acme.test`
      const userId = await at.people.addUser(name, { InSysAdminRole: true })
      rivals.push({ id: userId, name: user, client: await signIn(at.running.url, { user, password }) })
    }
    const { client: manager } = await at.people.somebody(['fedman'])
    // Whoever has no live password does not count
    await expires(1)
    const outcomes = await Promise.all([
      ...rivals.map(({ client }, at) =>
        client.post('/CDirectoryService/SetUserState', { ID: rivals[1 - at]?.id, state: 'Disabled' }),
      ),
      manager.post('/Gatewright/RoutingRules/Set', {
        Rules: [{ IdentityProvider: at.id, Domain: '', UserAgent: 'Any', Enabled: true }],
      }),
    ])
    const [first, second] = outcomes.map(({ envelope }) => envelope.success)
    expect([first, second].filter(Boolean)).toHaveLength(1)
    expect(letsIn(await byLocalPage(rivals[first ? 0 : 1]?.name ?? ''))).toBe(true)
    await expires(null)
    for (const { id: ID } of rivals) await at.running.admin.result('/UserMgmt/RemoveUser', { ID })
  })

  test('RT-03 where members of System Administrator sign in is said by no role, and by nobody who could not make them one', async () => {
    expect(
      await refusal(at.running.admin, '/Roles/UpdateRole', {
        Name: 'sysadmin',
        Gatewright: { RequiresFederation: true },
      }),
    ).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('built in') as string })
    const admins = await at.people.addRole('Administrators by role')
    await at.people.join('sysadmin', { Roles: [admins] })
    const { client } = await at.people.somebody(['roleman'])
    expect(
      await refusal(client, '/Roles/UpdateRole', {
        Name: admins,
        Gatewright: { RequiresFederation: true },
      }),
    ).toMatchObject({ status: 403 })
  })
})
