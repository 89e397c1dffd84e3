import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { category, type ConfigOf } from '#schema/category.ts'
import { groupCategories } from '#schema/group/index.ts'
import { sealedSecret, type SealedValue } from '#schema/kinds/sealedSecret.ts'
import { nounCategories } from '#schema/nounCategories.ts'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { theTenant } from '../audit/event.ts'
import { recordChange } from '../audit/recordChange.ts'
import type { Tables } from '../store/tables.ts'
import { keepSecrets, openSecret } from './sealedSecrets.ts'

const connection = category('connection', {
  title: 'Connection',
  summary: 'How the directory is reached.',
  settings: {
    bindPassword: sealedSecret({
      label: 'Bind password',
      help: 'With it the tenant signs in at the directory.',
      maxLength: 100,
    }),
  },
})
const categories = [...groupCategories, connection] as const
type Config = ConfigOf<typeof categories>

// Groups have a sealed secret in this file.
beforeAll(() => {
  nounCategories.group = categories
})
afterAll(() => {
  nounCategories.group = groupCategories
})

describe.each(testDatabases())('sealed secrets, $kind', (engine) => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
  })
  afterAll(() => running.close())

  const config = (bindPassword: SealedValue): Config => ({
    description: { name: 'Watchers', description: '' },
    connection: { bindPassword },
  })

  type Step = {
    id: string
    version: number
    before: Config | null
    wanted: Config | null
    careless?: boolean
  }

  /** A change as a noun makes it: secrets are kept, then the version. */
  const change = ({ id, version, before, wanted, careless = false }: Step) =>
    running.tenant.database.write(async (tx) => {
      const write = { tx, tenant: running.tenant, by: theTenant }
      const after =
        wanted && !careless ? await keepSecrets(write, { type: 'group', id, before, wanted }) : wanted
      const at = running.tenant.clock()
      await recordChange(
        write,
        { type: 'group', id, version, before, after, why: 'Changed', at },
        { type: 'Cloud.Core.Group.Modify', object: { type: 'group', id, name: 'Watchers' } },
      )
      return after
    })

  const made = async (id: string, text: string) => {
    const after = await change({
      id,
      version: 1,
      before: null,
      wanted: config({ since: null, next: text }),
    })
    if (!after) throw new Error('Nothing was made.')
    return after
  }
  const opened = (id: string, setting = 'connection.bindPassword') =>
    openSecret(running.tenant.database.read, running.keys, { type: 'group', id, setting })

  test('what is typed is sealed; settings say since when it is kept', async () => {
    const before = running.tenant.clock()
    const after = await made('a', 'canary.Sealed.1')
    expect(after.connection.bindPassword.since).toBeGreaterThanOrEqual(before)
    expect(after.connection.bindPassword).not.toHaveProperty('next')
    expect(await opened('a')).toBe('canary.Sealed.1')
    expect(await opened('a', 'connection.other')).toBeNull()
  })

  test('without another one it stays, whatever since is sent back', async () => {
    const before = await made('b', 'canary.Sealed.2')
    const wanted = config({ since: null })
    expect(await change({ id: 'b', version: 2, before, wanted })).toEqual(before)
    expect(await opened('b')).toBe('canary.Sealed.2')
  })

  test('a new text replaces it, and null removes it', async () => {
    const first = await made('c', 'canary.Sealed.3')
    running.advance(1000)
    const wanted = config({ since: null, next: 'canary.Sealed.4' })
    const second = await change({ id: 'c', version: 2, before: first, wanted })
    expect(second?.connection.bindPassword.since).toBeGreaterThan(
      first.connection.bindPassword.since ?? Infinity,
    )
    expect(await opened('c')).toBe('canary.Sealed.4')
    const removed = config({ since: null, next: null })
    const third = await change({ id: 'c', version: 3, before: second, wanted: removed })
    expect(third).toEqual(config({ since: null }))
    expect(await opened('c')).toBeNull()
  })

  test('the same text again is no change, and one that cannot be opened any more is set again', async () => {
    const before = await made('same', 'canary.Sealed.Same')
    const wanted = config({ since: null, next: 'canary.Sealed.Same' })
    running.advance(1000)
    expect(await change({ id: 'same', version: 2, before, wanted })).toEqual(before)
    await running.tenant.database.write((tx) =>
      tx.updateTable('sealed_secret').set({ sealed: 'v1.broken' }).where('object_id', '=', 'same').execute(),
    )
    const again = await change({ id: 'same', version: 3, before, wanted })
    expect(again?.connection.bindPassword.since).toBeGreaterThan(
      before.connection.bindPassword.since ?? Infinity,
    )
    expect(await opened('same')).toBe('canary.Sealed.Same')
  })

  test('it goes with its object', async () => {
    const before = await made('d', 'canary.Sealed.5')
    await change({ id: 'd', version: 2, before, wanted: null })
    expect(await opened('d')).toBeNull()
  })

  test('NT-65 it opens in its own place only', async () => {
    await made('e', 'canary.Sealed.6')
    await made('f', 'canary.Sealed.7')
    await running.tenant.database.write(async (tx) => {
      const { sealed } = await tx
        .selectFrom('sealed_secret')
        .select('sealed')
        .where('object_id', '=', 'e')
        .executeTakeFirstOrThrow()
      await tx.updateTable('sealed_secret').set({ sealed }).where('object_id', '=', 'f').execute()
    })
    await expect(opened('f')).rejects.toThrow('moved from another place')
  })

  test('a noun that would store it as it was typed stores nothing', async () => {
    const wanted = config({ since: null, next: 'canary.Sealed.8' })
    await expect(change({ id: 'g', version: 1, before: null, wanted, careless: true })).rejects.toThrow(
      'keepSecrets',
    )
    const versions = await running.tenant.database.read
      .selectFrom('object_version')
      .selectAll()
      .where('object_id', '=', 'g')
      .execute()
    expect(versions).toEqual([])
  })

  test('CL-01 no version, event, reply or draft holds one', async () => {
    const body = { connection: { bindPassword: { since: null, next: 'canary.Sealed.9' }, kept: 'mast' } }
    await running.admin.result('/Gatewright/Drafts/Save', { id: 'd', kind: 'group', title: 'd', body })
    const { read } = running.tenant.database
    const kept = await Promise.all([
      read.selectFrom('object_version').selectAll().execute(),
      read.selectFrom('event').selectAll().execute(),
      read.selectFrom('draft').selectAll().execute(),
      read.selectFrom('sealed_secret').selectAll().execute(),
      running.admin.result('/Gatewright/History/List', { type: 'group', id: 'c' }),
    ])
    const [, , drafts, , history] = kept.map((each) => JSON.stringify(each))
    expect(JSON.stringify(kept)).not.toContain('canary.Sealed')
    expect(drafts).toContain('mast')
    expect(history).toContain('bindPassword')
  })
})
