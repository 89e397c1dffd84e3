import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Right } from '#schema/right.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

type Reply = {
  clients: { id: string; name: string; liveSecrets: number; secretsEndAt: number | null }[]
  count: number
}
type Preview = {
  judgements: { id: string; passed: boolean; at?: string }[]
  findings: { id: string; message: string }[]
}

describe.each(testDatabases())('who runs an application with a secret, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let flow: OAuth
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    flow = oauthOf(booted)
  })
  afterAll(() => booted.close())

  const clientsOf = (rowKey: string, by: ApiClient = booted.admin) =>
    by.result<Reply>('/Gatewright/Applications/Clients', { rowKey })
  const previewOf = (rowKey: string) => booted.admin.result<Preview>('/Gatewright/Preview/Saved', { rowKey })
  const make = (name: string, rights: Right[] = ['monitor']) => {
    const setup = siemReader(name)
    return booted.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
      key: crypto.randomUUID(),
      recipe: 'siem',
      setup: { ...setup, confidentialClient: { ...setup.confidentialClient, rights } },
    })
  }
  const secretsOf = (id: string) =>
    booted.admin.result<{ id: string }[]>('/Gatewright/Secrets/List', { owner: { type: 'user', id } })
  const revokeAll = async (id: string) => {
    for (const secret of await secretsOf(id))
      await booted.admin.result('/Gatewright/Secrets/Revoke', { owner: { type: 'user', id }, id: secret.id })
  }
  const failed = ({ judgements }: Preview) => judgements.filter(({ passed }) => !passed)

  test('the client of a role is listed with its secrets, also where the role is in the one that has Run', async () => {
    const made = await make('nested')
    const outer = await people.addRole('Nesting readers')
    await people.join(outer, { Roles: [made.roleId] })
    const { Grants } = {
      Grants: [{ Principal: 'Nesting readers', PrincipalId: outer, PType: 'Role', Rights: 'View,Execute' }],
    }
    await booted.admin.result('/SaasManage/SetApplicationPermissions', { ID: made.applicationRowKey, Grants })
    expect(await clientsOf(made.applicationRowKey)).toEqual({
      clients: [{ id: made.userId, name: made.clientId, state: 'None', liveSecrets: 1, secretsEndAt: null }],
      count: 1,
    })
    expect(failed(await previewOf(made.applicationRowKey))).toEqual([])
  })

  test('when the last secret ends is told, and the key of an own client is its own', async () => {
    const made = await make('ending')
    await revokeAll(made.userId)
    const expiresAt = booted.tenant.clock() + 86_400_000
    const owner = { type: 'user', id: made.userId }
    await booted.admin.result('/Gatewright/Secrets/Add', {
      owner,
      key: crypto.randomUUID(),
      label: 'a day',
      expiresAt,
    })
    const { clients } = await clientsOf(made.applicationRowKey)
    expect(clients).toMatchObject([{ liveSecrets: 1, secretsEndAt: expiresAt }])
    const { rowKey } = await flow.openIdConnect('own-client')
    expect((await clientsOf(rowKey)).clients).toMatchObject([{ id: rowKey, name: rowKey }])
  })

  test('an application whose clients have no secret has none', async () => {
    const { rowKey } = await flow.application('public', { profile: { ClientIDType: 0 } })
    expect(await clientsOf(rowKey)).toEqual({ clients: [], count: 0 })
  })

  test('NT-39 whoever may not look at users learns how many there are, and no name', async () => {
    const made = await make('unseen')
    const { client } = await people.somebody(['appman'])
    expect(await clientsOf(made.applicationRowKey, client)).toEqual({ clients: [], count: 1 })
  })

  test('a client without a secret is refused in the preview as at the token endpoint', async () => {
    const made = await make('secretless')
    await revokeAll(made.userId)
    expect((await clientsOf(made.applicationRowKey)).clients).toMatchObject([{ liveSecrets: 0 }])
    expect(failed(await previewOf(made.applicationRowKey))).toMatchObject([{ id: 'clientKeepsSecret' }])
  })

  test('a token that opens nothing is told, until the client has the right', async () => {
    const made = await make('powerless', [])
    const before = await previewOf(made.applicationRowKey)
    expect(before.findings).toContainEqual(
      expect.objectContaining({
        id: 'opensNothing',
        message: expect.stringContaining('Read Only System Administration'),
      }),
    )
    await booted.admin.result('/SaasManage/AssignSuperRights', [
      { Role: made.roleId, Path: '/lib/rights/monitor.json' },
    ])
    const after = await previewOf(made.applicationRowKey)
    expect(after.findings.map(({ id }) => id)).not.toContain('opensNothing')
  })

  test('what is refused leads to the setting that mends it', async () => {
    const { rowKey } = await flow.application('unfinished')
    await flow.change(rowKey, { OAuthProfile: { AllowedAuth: '' } })
    expect(failed(await previewOf(rowKey))).toMatchObject([
      { id: 'authMethodAllowed', at: 'tokens.authMethods' },
    ])
  })
})
