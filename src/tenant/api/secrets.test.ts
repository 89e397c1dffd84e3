import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { days, minutes } from '#schema/duration.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { type Added, secretsOf } from '#testing/secrets.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let people: People
  let flow: OAuth
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    people = peopleOf(running)
    flow = oauthOf(running)
  })
  afterAll(() => running.close())
  const { user, list, body, add, revoke, refusedAdd, client, opens, openIdConnect } = secretsOf(() => ({
    tenant: running,
    flow,
  }))

  test('CL-02 two secrets of a service user work side by side; a revoked one is refused at once', async () => {
    const made = await client('rotating')
    const owner = user(made.userId)
    const { secret, ...head } = await add(owner, { label: 'the next one' })
    expect(secret).toMatch(/^[A-Za-z0-9]{43}$/)
    expect(head).toMatchObject({ label: 'the next one', expiresAt: null, lastUsedAt: null })
    const [first, second] = await list(owner)
    expect(first).toMatchObject({ label: '', expiresAt: null })
    expect(second).toEqual(head)
    expect([await opens(made, made.secret), await opens(made, secret)]).toEqual([true, true])

    await revoke(owner, first?.id ?? '')
    expect([await opens(made, made.secret), await opens(made, secret)]).toEqual([false, true])
    await revoke(owner, head.id)
    expect(await opens(made, secret)).toBe(false)
    expect(await list(owner)).toEqual([])
    expect(await opens(made, (await add(owner)).secret)).toBe(true)
  })

  test('CL-02 an expired secret is refused, told in the list, and takes no place', async () => {
    const made = await client('expiring')
    const owner = user(made.userId)
    const expiresAt = running.tenant.clock() + minutes(10) * 1000
    const { secret, id } = await add(owner, { expiresAt })
    expect(await opens(made, secret)).toBe(true)
    running.advance(minutes(10) * 1000)
    expect([await opens(made, secret), await opens(made, made.secret)]).toEqual([false, true])
    expect(await list(owner)).toContainEqual(expect.objectContaining({ id, expiresAt }))
    expect(await opens(made, (await add(owner)).secret)).toBe(true)
    expect(await list(owner)).toHaveLength(3)
    expect(await refusedAdd(owner)).toMatchObject({ message: 'Two secrets are live. Revoke one first.' })
  })

  test('CL-02 the last use of each secret is kept, at most once a minute', async () => {
    const made = await client('watched')
    const owner = user(made.userId)
    const { secret, id } = await add(owner)
    const lastUse = async () => (await list(owner)).find((one) => one.id === id)?.lastUsedAt ?? null
    expect(await lastUse()).toBeNull()
    await opens(made, secret)
    const used = await vi.waitFor(async () => {
      const at = await lastUse()
      expect(at).not.toBeNull()
      return at ?? 0
    })
    expect(Math.abs(used - running.tenant.clock())).toBeLessThan(10_000)
    running.advance(minutes(1) * 1000 - 5000)
    await opens(made, secret)
    expect(await opens(made, 'a wrong one')).toBe(false)
    expect(await lastUse()).toBe(used)
    running.advance(5000)
    await opens(made, secret)
    await vi.waitFor(async () => expect(await lastUse()).toBeGreaterThanOrEqual(used + minutes(1) * 1000))
    expect((await list(owner))[0]?.lastUsedAt).toBeNull()
  })

  test('CF-03 of many that add at once two get a secret in all, the others are told why', async () => {
    const made = await client('crowded')
    const owner = user(made.userId)
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        running.admin.post('/Gatewright/Secrets/Add', body(owner, { label: `number ${index}` })),
      ),
    )
    const won = replies.filter(({ envelope }) => envelope.success)
    expect(won).toHaveLength(1)
    for (const { status, envelope } of replies)
      if (!envelope.success)
        expect([status, envelope.ErrorCode, envelope.Message]).toEqual([
          200,
          'invalid_request',
          'Two secrets are live. Revoke one first.',
        ])
    expect(await list(owner)).toHaveLength(2)
  })

  test('CF-03 a repeated request gets the same secret and makes no second one; with other values it is refused', async () => {
    const owner = user((await client('repeated')).userId)
    const asked = { key: randomUUID(), label: 'once', expiresAt: null }
    const [one, two] = await Promise.all([add(owner, asked), add(owner, asked)])
    expect(two).toEqual(one)
    expect(await add(owner, asked)).toEqual(one)
    expect(await list(owner)).toHaveLength(2)
    expect(await refusedAdd(owner, { ...asked, label: 'twice' })).toMatchObject({ code: 'invalid_request' })
    await revoke(owner, one.id)
    expect(await refusedAdd(owner, asked)).toMatchObject({ code: 'gone' })
    expect(await list(owner)).toHaveLength(1)
  })

  test('CL-01 the reply is not to be stored, and no table or list holds the secret', async () => {
    const owner = user((await client('quiet')).userId)
    const { headers, envelope } = await running.admin.post('/Gatewright/Secrets/Add', body(owner))
    expect(headers.get('cache-control')).toBe('no-store')
    const { secret } = envelope.Result as Added
    expect(JSON.stringify(await list(owner))).not.toMatch(/hash|hmac|argon/)
    const { read } = running.tenant.database
    for (const table of ['event', 'object_version', 'credential', 'idempotent_reply', 'user'] as const)
      expect(JSON.stringify(await read.selectFrom(table).selectAll().execute())).not.toContain(secret)
  })

  test('AU-01 each change leaves a version in words and an event, with label and id', async () => {
    const owner = user((await client('told')).userId)
    const { id } = await add(owner, { label: 'blue' })
    await revoke(owner, id)
    const { entries } = await running.admin.result<{ entries: { why: string; changes: unknown[] }[] }>(
      '/Gatewright/History/List',
      owner,
    )
    expect(entries.slice(0, 2)).toMatchObject([
      { why: 'Secret “blue” revoked', changes: [] },
      { why: 'Secret “blue” added', changes: [] },
    ])
    const events = await running.tenant.database.read
      .selectFrom('event')
      .select(['event_type', 'object_name', 'detail', 'actor_name'])
      .where('object_id', '=', owner.id)
      .where('event_type', 'like', 'Cloud.Core.Secret.%')
      .orderBy('number')
      .execute()
    expect(events.map((event) => ({ ...event, detail: JSON.parse(event.detail) as unknown }))).toMatchObject([
      {
        event_type: 'Cloud.Core.Secret.Create',
        object_name: 'told@acme.test',
        actor_name: 'ada@acme.test',
        detail: { secretId: id, label: 'blue', expiresAt: null },
      },
      { event_type: 'Cloud.Core.Secret.Revoke', detail: { secretId: id, label: 'blue' } },
    ])
  })

  test('an OpenID Connect application has secrets of its own; other kinds are pointed to their service users', async () => {
    const owner = await openIdConnect('portal-with-secrets')
    const before = (await list(owner)).length
    const { id } = await add(owner, { label: 'first' })
    expect((await list(owner)).map((each) => each.id)).toContain(id)
    const { entries } = await running.admin.result<{ entries: { why: string }[] }>(
      '/Gatewright/History/List',
      owner,
    )
    expect(entries[0]?.why).toBe('Secret “first” added')
    await revoke(owner, id)
    expect(await list(owner)).toHaveLength(before)

    const { applicationRowKey } = await client('without')
    for (const id of [applicationRowKey, running.consoleClient.clientId]) {
      const refused = await refusedAdd({ type: 'application', id })
      expect(refused.message).toMatch(/no secret of its own|belongs to the tenant itself/)
    }
    expect(await refusedAdd({ type: 'application', id: 'nothing' })).toMatchObject({ code: 'not_found' })
  })

  test('a person has one password, and these calls say so', async () => {
    const id = await people.addUser('somebody-with-a-password')
    for (const path of ['List', 'Add', 'Revoke'])
      expect(
        await refusal(running.admin, `/Gatewright/Secrets/${path}`, { ...body(user(id)), id: 'x' }),
      ).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('has one password') })
    expect(await refusedAdd(user('nobody'))).toMatchObject({ code: 'not_found' })
  })

  test('a client with two secrets becomes a person only after one is revoked, and an expired one opens nothing', async () => {
    const { userId, secret } = await client('changing')
    const owner = user(userId)
    const { id } = await add(owner)
    const change = { ID: userId, OauthClient: false }
    expect(await refusal(running.admin, '/CDirectoryService/ChangeUser', change)).toMatchObject({
      code: 'invalid_fields',
      field: 'status.oauthClient',
      message: expect.stringContaining('two secrets'),
    })
    await revoke(owner, id)
    const soon = await add(owner, { expiresAt: running.tenant.clock() + 60_000 })
    running.advance(60_000)
    await running.admin.result('/CDirectoryService/ChangeUser', change)
    expect(await people.canSignIn('changing', soon.secret)).toBe(false)
    expect(await people.canSignIn('changing', secret)).toBe(true)
  })

  test('another password replaces every secret', async () => {
    const made = await client('replaced')
    const { secret } = await add(user(made.userId))
    const newPassword = 'another long Secret 4711'
    await running.admin.result('/UserMgmt/ResetUserPassword', { ID: made.userId, newPassword })
    expect([
      await opens(made, made.secret),
      await opens(made, secret),
      await opens(made, newPassword),
    ]).toEqual([false, false, true])
    expect(await list(user(made.userId))).toHaveLength(1)
  })

  test('a label is asked for, and a moment to come', async () => {
    const owner = user((await client('judged')).userId)
    const now = running.tenant.clock()
    for (const [asked, field] of [
      [{ label: '  ' }, 'label'],
      [{ label: 'x'.repeat(101) }, 'label'],
      [{ expiresAt: now - 1 }, 'expiresAt'],
      [{ expiresAt: now + days(4000) * 1000 }, 'expiresAt'],
      [{ expiresAt: 1.5 }, 'expiresAt'],
      [{ key: 'no uuid' }, 'key'],
    ] as const)
      expect(await refusedAdd(owner, asked)).toMatchObject({ code: 'invalid_fields', field })
    expect(await list(owner)).toHaveLength(1)
  })
})
