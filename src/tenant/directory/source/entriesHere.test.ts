import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloudDirectory, federatedDirectory } from '#schema/directoryService.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf } from '#testing/people.ts'
import { addFrom } from '#testing/sourceDirectories.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../../store/tables.ts'
import { directories } from './directories.ts'
import type { Attribute } from './directory.ts'

describe.each(testDatabases())('people of a directory that is kept here, $kind', (engine) => {
  let running: TestTenant
  let bea: string
  let fed: string
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    const { addUser } = peopleOf(running)
    const phone = { MobileNumber: '+49 (30) 12-34', DisplayName: 'Bea B' }
    bea = await addUser('bea', { ...phone, Mail: 'Bea@mail.test' })
    await addUser('twin', phone)
    await addUser('other', { MobileNumber: '0', Mail: 'x@mail.test' })
    fed = await addFrom(running.tenant, 'fed@acme.test')
  })
  afterAll(() => running.close())

  const find = async (directory: string, attribute: Attribute, value: string) => {
    const found = (await directories(running.tenant)).find(({ id }) => id === directory)
    return (await found?.find({ attribute, value }))?.map(({ userId }) => userId)
  }

  test.each<[Attribute, string, number]>([
    ['name', 'bea@acme.test', 1],
    ['name', 'BEA＠acme.test ', 1],
    ['name', 'bea', 0],
    ['name', '', 0],
    ['mail', 'bea@MAIL.test', 1],
    ['mail', '', 0],
    ['phone', '+493012-34', 2],
    ['phone', ' () ', 0],
    ['phone', '', 0],
    ['displayName', 'Bea B', 2],
    ['displayName', 'bea b', 0],
    ['uuid', 'x', 0],
  ])('by %s %j: %i', async (attribute, value, count) => {
    expect(await find(cloudDirectory, attribute, value)).toHaveLength(count)
    expect(await find(federatedDirectory, attribute, value)).toEqual([])
  })

  test('by ID, each in its own', async () => {
    expect(await find(cloudDirectory, 'uuid', bea.toUpperCase())).toEqual([bea])
    expect(await find(cloudDirectory, 'uuid', fed)).toEqual([])
    expect(await find(federatedDirectory, 'uuid', fed)).toEqual([fed])
  })
})
