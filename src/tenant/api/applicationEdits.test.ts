import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Wire = { Gatewright: { Version: number }; [name: string]: unknown }

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
  })
  afterAll(() => running.close())

  const update = (rowKey: string, body: object, startedFrom?: number) =>
    running.admin.post(
      '/SaasManage/UpdateApplicationDE',
      { _RowKey: rowKey, ...body },
      startedFrom === undefined ? {} : { 'if-match': `"${startedFrom}"` },
    )
  const read = (rowKey: string) =>
    running.admin.result<Wire>('/SaasManage/GetApplication', { _RowKey: rowKey })
  async function bare(applicationId: string) {
    const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
      ID: ['OAuth2ServerClient'],
    })
    const rowKey = made?._RowKey ?? ''
    await flow.change(rowKey, { ServiceName: applicationId })
    return rowKey
  }
  const versionsOf = (id: string) =>
    running.tenant.database.read
      .selectFrom('object_version')
      .selectAll()
      .where('object_id', '=', id)
      .execute()

  test('CF-04 of 20 who take one Application ID at once, in any letter case, one gets it', async () => {
    const rowKeys = await Promise.all(Array.from({ length: 20 }, (_, index) => bare(`racer${index}`)))
    const replies = await Promise.all(
      rowKeys.map((rowKey, index) => update(rowKey, { ServiceName: index % 2 ? 'The-Name' : 'the-name' })),
    )
    expect(replies.filter(({ envelope }) => envelope.success)).toHaveLength(1)
    for (const { status, envelope } of replies.filter((reply) => !reply.envelope.success)) {
      expect({ status, code: envelope.ErrorCode }).toEqual({ status: 200, code: 'taken' })
      expect(envelope.Gatewright).toMatchObject({ fields: [{ path: 'description.applicationId' }] })
    }
  })

  test('CF-01 CF-02 of 20 edits of one version one is saved, and the others are told which version is current', async () => {
    const rowKey = await bare('edited')
    const { Version } = (await read(rowKey)).Gatewright
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => update(rowKey, { Description: `by ${index}` }, Version)),
    )
    const saved = replies.filter(({ status }) => status === 200)
    expect(saved).toHaveLength(1)
    for (const { status, envelope } of replies.filter((reply) => !saved.includes(reply))) {
      expect(status).toBe(412)
      expect(envelope).toMatchObject({
        success: false,
        ErrorCode: 'stale',
        Gatewright: { version: Version + 1 },
      })
    }
    expect(saved[0]?.envelope.Result).toEqual({ State: 0, Gatewright: { Version: Version + 1 } })
  })

  test('CF-02 20 editors and a vendor-style writer at once: what was accepted is recorded, one after the other', async () => {
    const rowKey = await bare('crowded')
    const before = (await versionsOf(rowKey)).length
    const seen: number[] = []
    /** Reads, edits, and does both again when somebody else was faster. */
    const editor = async (index: number): Promise<void> => {
      const { Version } = (await read(rowKey)).Gatewright
      const { status } = await update(rowKey, { Description: `by editor ${index}` }, Version)
      seen.push(status)
      if (status === 412) await editor(index)
    }
    const writer = async () => {
      for (let count = 0; count < 8; count++) {
        const { status } = await update(rowKey, { Name: `by the writer ${count}` })
        seen.push(status)
      }
    }
    await Promise.all([writer(), ...Array.from({ length: 20 }, (_, index) => editor(index))])
    const accepted = seen.filter((status) => status === 200).length
    expect(accepted).toBe(28)
    expect(seen.filter((status) => status === 412).length).toBe(seen.length - accepted)

    const versions = (await versionsOf(rowKey)).sort((a, b) => a.version - b.version)
    expect(versions).toHaveLength(before + accepted)
    for (const [index, { version, before: held }] of versions.entries()) {
      expect(version).toBe(index + 1)
      expect(held).toBe(versions[index - 1]?.after ?? null)
    }
    const last = JSON.parse(versions.at(-1)?.after ?? '') as { description: Record<string, string> }
    expect(await read(rowKey)).toMatchObject({
      Name: last.description['name'],
      Description: last.description['description'],
      Gatewright: { Version: versions.length },
    })
  })

  test('CF-01 without a version the last write wins, and every one of them is a version to go back to', async () => {
    const rowKey = await bare('overwritten')
    const before = (await versionsOf(rowKey)).length
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) => update(rowKey, { Description: `by ${index}` })),
    )
    expect(replies.every(({ envelope }) => envelope.success)).toBe(true)
    const versions = await versionsOf(rowKey)
    expect(versions).toHaveLength(before + 10)
    expect(new Set(versions.map(({ version }) => version)).size).toBe(before + 10)
  })

  test('AU-01 without its event no change is kept', async () => {
    const rowKey = await bare('unrecorded')
    const { database } = running.tenant
    const { Gatewright: was, ...before } = await read(rowKey)
    await database.write((tx) => sql`alter table event rename to event_away`.execute(tx))
    const refused = await update(rowKey, { Description: 'unrecorded' })
    const imported = await running.admin.post('/SaasManage/ImportAppFromTemplate', { ID: ['OAuth2Server'] })
    await database.write((tx) => sql`alter table event_away rename to event`.execute(tx))
    expect([refused.status, imported.status]).toEqual([500, 500])
    expect(refused.envelope).toMatchObject({ success: false, Result: null, Gatewright: { code: 'failed' } })
    expect(JSON.stringify(refused.envelope)).not.toMatch(/sql|event_away|no such table|relation/i)
    const { Gatewright: is, ...after } = await read(rowKey)
    expect({ ...after, is }).toEqual({ ...before, is: was })
    expect((await update(rowKey, { Description: 'recorded' })).envelope.success).toBe(true)
  })
})
