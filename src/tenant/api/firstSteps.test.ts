import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

type Steps = { application: boolean; token: boolean; events: boolean; secondAdministrator: boolean }
type Recent = { type: string; id: string; name: string; what: string; who: string }[]

describe.each(testDatabases())('what Home tells of a tenant, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  const steps = () => booted.admin.result<Steps>('/Gatewright/Usage/FirstSteps')
  const query = (token: string, Script: string) =>
    fetch(`${booted.url}/Redrock/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ Script }),
    })

  test('each first step is done when it was done, and not before', async () => {
    await booted.admin.result('/Redrock/query', { Script: 'select ID from Event' })
    expect(await steps()).toEqual({
      application: false,
      token: false,
      events: false,
      secondAdministrator: false,
    })
    const made = await booted.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
      key: crypto.randomUUID(),
      recipe: 'siem',
      setup: siemReader('first'),
    })
    expect(await steps()).toMatchObject({ application: true, token: false })
    const { body } = await tokenOf(booted.url, made, { scope: 'siem' })
    await expect.poll(steps).toMatchObject({ token: true, events: false })
    await query(String(body['access_token']), 'select ID from User')
    expect(await steps()).toMatchObject({ events: false })
    expect((await query(String(body['access_token']), 'select ID from Event')).status).toBe(200)
    await expect.poll(steps).toMatchObject({ events: true, secondAdministrator: false })
    const second = await people.addUser('second')
    await people.join('sysadmin', { Users: [second] })
    expect(await steps()).toEqual({ application: true, token: true, events: true, secondAdministrator: true })
  })

  test('the last changes are told by what was done to what, and only of what one may read', async () => {
    await people.addRole('Recent role')
    const user = await people.addUser('recent')
    await booted.admin.result('/UserMgmt/RemoveUsers', { Users: [user] })
    const all = await booted.admin.result<Recent>('/Gatewright/History/Recent')
    expect(all[0]).toMatchObject({ type: 'user', id: user, name: 'recent@acme.test', what: 'deleted' })
    expect(all).toContainEqual(
      expect.objectContaining({ type: 'role', name: 'Recent role', what: 'created' }),
    )
    expect(all.length).toBeLessThanOrEqual(8)
    const { client: clerk } = await people.somebody(['rouserman'])
    const seen = await clerk.result<Recent>('/Gatewright/History/Recent')
    expect(seen.some(({ type }) => type === 'user')).toBe(true)
    expect(seen.some(({ type }) => type === 'role')).toBe(false)
    const { client: nobody } = await people.somebody()
    expect(await nobody.result<Recent>('/Gatewright/History/Recent')).toEqual([])
    expect((await refusal(nobody, '/Gatewright/Usage/FirstSteps', {})).status).toBe(403)
  })
})
