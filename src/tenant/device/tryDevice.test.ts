import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deviceSteps } from '#schema/device/steps.ts'
import { administrator } from '#testing/administrator.ts'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { eventTenant } from '#testing/eventTenant.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import { pollDevice } from './pollDevice.ts'

type Tried = {
  Passed: string[]
  Failure: { Step: string; Screen: string; Own: boolean; Place: object | null; Seen: string } | null
}

describe.each(testDatabases())('S9 the connection test on the own tenant, $kind', (engine) => {
  let running: TestTenant
  let people: People
  let flow: OAuth
  let app: Awaited<ReturnType<OAuth['application']>>
  let role: string

  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(running)
    flow = oauthOf(running)
    app = await flow.application('events', { profile: { AllowedAuth: 'ClientCreds' } })
    await flow.grant(app.rowKey, { type: 'Role', id: 'everybody' }, '')
    role = await people.addRole('Event readers', ['monitor'])
    await people.join(role, { Users: [app.client.id] })
  })
  afterAll(() => running.close())

  const whole = () => ({
    ApplicationId: 'events',
    Username: app.client.clientId,
    Password: app.client.secret,
    Server: running.url,
  })
  const tried = (change: object = {}) =>
    running.admin.result<Tried>('/Gatewright/Devices/Test', { Settings: { ...whole(), ...change } })
  const grant = (rights: string) => flow.grant(app.rowKey, { type: 'User', id: app.client.id }, rights)
  const ofApplication = (Tab: string) => ({ Type: 'application', ID: app.rowKey, Tab })
  const ofUser = (Tab: string) => ({ Type: 'user', ID: app.client.id, Tab })

  test('passes every step, and the device receives the events of its tenant', async () => {
    expect(await tried()).toEqual({ Passed: Object.keys(deviceSteps), Failure: null })
    const id = await people.addDevice('Own', whole())
    expect(await pollDevice(running.tenant, id)).toBe(true)
    expect(await running.admin.result('/Gatewright/Devices/Health', { ID: id })).toMatchObject({
      State: 'Working',
      Failure: null,
      SecretExpires: null,
    })
    const { Events } = await running.admin.result<{ Events: { Type: string }[] }>(
      '/Gatewright/Devices/Events',
      { ID: id },
    )
    expect(Events.map(({ Type }) => Type)).toContain('Cloud.OAuth2.Token.Issued')
  })

  type Fault = {
    step: string
    screen: string
    settings?: object
    make?: () => Promise<unknown>
    mend?: () => Promise<unknown>
    place: () => object | null
  }
  const profile = (change: object) => flow.change(app.rowKey, { OAuthProfile: change })
  const patterns = (...AllowedRest: string[]) => profile({ KnownScopes: [{ Scope: 'siem', AllowedRest }] })
  const inRole = (call: 'AddUsersAndGroupsToRole' | 'RemoveUsersAndGroupsFromRole') =>
    running.admin.result(`/SaasManage/${call}`, { Name: role, Users: [app.client.id] })

  const faults: Record<string, Fault> = {
    'nobody there': {
      step: 'reach',
      screen: 'device',
      settings: { Server: 'http://127.0.0.1:9' },
      place: () => null,
    },
    'an Application ID in another case': {
      step: 'application',
      screen: 'description',
      settings: { ApplicationId: 'EVENTS' },
      place: () => ofApplication('description'),
    },
    'a wrong secret': {
      step: 'secret',
      screen: 'user',
      settings: { Password: 'another one' },
      place: () => ofUser('password'),
    },
    'a user name without suffix': {
      step: 'secret',
      screen: 'user',
      settings: { Username: 'svc-events' },
      place: () => null,
    },
    'the auth method off': {
      step: 'method',
      screen: 'tokens',
      make: () => profile({ AllowedAuth: 'AuthorizationCode' }),
      mend: () => profile({ AllowedAuth: 'ClientCreds' }),
      place: () => ofApplication('tokens'),
    },
    'no Run': {
      step: 'run',
      screen: 'userAccess',
      make: () => grant('View'),
      mend: () => grant('View,Execute'),
      place: () => ofApplication('userAccess'),
    },
    'a scope that there is not': {
      step: 'scope',
      screen: 'scope',
      settings: { Scope: 'SIEM' },
      place: () => ofApplication('scope'),
    },
    'a pattern that refuses the query': {
      step: 'query',
      screen: 'scope',
      make: () => patterns('Security/WhoAmI'),
      mend: () => patterns('Redrock/query'),
      place: () => ofApplication('scope'),
    },
    'no right to the rows': {
      step: 'rows',
      screen: 'roles',
      make: () => inRole('RemoveUsersAndGroupsFromRole'),
      mend: () => inRole('AddUsersAndGroupsToRole'),
      place: () => ofUser('memberships'),
    },
  }

  test.each(Object.entries(faults))(
    'stops at the first failure and names what mends it: %s',
    async (_, { step, screen, settings, make, mend, place }) => {
      await make?.()
      try {
        const { Passed, Failure } = await tried(settings)
        expect(Failure).toMatchObject({ Step: step, Screen: screen, Place: place() })
        const steps = Object.keys(deviceSteps)
        expect(Passed).toEqual(steps.slice(0, steps.indexOf(step)))
      } finally {
        await mend?.()
      }
      expect((await tried()).Failure).toBeNull()
    },
  )

  test('uses the password that is kept, for what it was typed for alone', async () => {
    const id = await people.addDevice('Kept', whole())
    const { Password: _, ...others } = whole()
    const test = (settings: object) =>
      running.admin.post('/Gatewright/Devices/Test', { ID: id, Settings: { ...others, ...settings } })
    expect((await test({})).envelope.Result).toMatchObject({ Failure: null })
    expect((await test({ Server: 'https://evil.test' })).envelope).toMatchObject({
      success: false,
      ErrorCode: 'invalid_fields',
    })
  })

  test('needs the right to change devices, and shows places only to whoever may look there', async () => {
    const [reader, manager] = [await people.somebody(['monitor']), await people.somebody(['mobman'])]
    const body = { Settings: { ...whole(), Password: 'another one' } }
    expect(await refusal(reader.client, '/Gatewright/Devices/Test', body)).toMatchObject({
      code: 'forbidden',
    })
    expect(await manager.client.result('/Gatewright/Devices/Test', body)).toMatchObject({
      Failure: { Step: 'secret', Place: null },
    })
    const id = await people.addDevice('Seen', whole())
    expect(await refusal(manager.client, '/Gatewright/Devices/Events', { ID: id })).toMatchObject({
      code: 'forbidden',
    })
  })

  test('the expiry of the secret is known', async () => {
    const expiresAt = running.tenant.clock() + 86_400_000 * 30
    const { secret } = await running.admin.result<{ secret: string }>('/Gatewright/Secrets/Add', {
      owner: { type: 'user', id: app.client.id },
      key: crypto.randomUUID(),
      label: 'of the device',
      expiresAt,
    })
    const id = await people.addDevice('Expires', { ...whole(), Password: secret })
    await pollDevice(running.tenant, id)
    expect(await running.admin.result('/Gatewright/Devices/Health', { ID: id })).toMatchObject({
      SecretExpires: expiresAt,
      SecretEndsSoon: false,
    })
    running.advance(86_400_000 * 20)
    const again = await signIn(running.url, administrator)
    expect(await again.result('/Gatewright/Devices/Health', { ID: id })).toMatchObject({
      SecretEndsSoon: true,
    })
    running.advance(-86_400_000 * 20)
  })

  test('SS-03 leads to no other inner address, and SS-09 tells nothing of what is there', async () => {
    const there = await eventTenant()
    const { Failure } = await tried({ Server: there.origin })
    await there.close()
    const closed = await tried({ Server: there.origin })
    expect(Failure).toMatchObject({ Step: 'reach' })
    expect(closed.Failure).toEqual(Failure)
    expect(there.counts()).toEqual({ tokens: 0, pages: 0 })
  })
})
