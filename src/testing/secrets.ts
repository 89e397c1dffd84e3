import { randomUUID } from 'node:crypto'
import type { SecretHead } from '#schema/secret.ts'
import { siemReader, tokenOf, type MadeClient } from './clientSetup.ts'
import type { OAuth } from './oauth.ts'
import { refusal } from './people.ts'
import type { TestTenant } from './tenant.ts'

export type Owner = { type: 'user' | 'application'; id: string }
export type Added = SecretHead & { secret: string }
type Asked = { label?: string; key?: string; expiresAt?: number | null }

/** What an administrator does with the secrets of users and applications. */
export function secretsOf(running: () => { tenant: TestTenant; flow: OAuth }) {
  const user = (id: string): Owner => ({ type: 'user', id })
  const list = (owner: Owner) =>
    running().tenant.admin.result<SecretHead[]>('/Gatewright/Secrets/List', { owner })
  const body = (owner: Owner, { label = 'second', key = randomUUID(), ...others }: Asked = {}) => ({
    owner,
    key,
    label,
    ...others,
  })
  const add = (owner: Owner, asked?: Asked) =>
    running().tenant.admin.result<Added>('/Gatewright/Secrets/Add', body(owner, asked))
  const revoke = (owner: Owner, id: string) =>
    running().tenant.admin.result('/Gatewright/Secrets/Revoke', { owner, id })
  const refusedAdd = (owner: Owner, asked?: Asked) =>
    refusal(running().tenant.admin, '/Gatewright/Secrets/Add', body(owner, asked))

  const client = (name: string) =>
    running().tenant.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
      key: randomUUID(),
      recipe: 'siem',
      setup: siemReader(name),
    })
  /** Whether a secret gets a token. */
  const opens = async (made: MadeClient, secret: string) =>
    (await tokenOf(running().tenant.url, { ...made, secret }, { scope: 'siem' })).status === 200

  async function openIdConnect(name: string): Promise<Owner> {
    const [made] = await running().tenant.admin.result<{ _RowKey: string }[]>(
      '/SaasManage/ImportAppFromTemplate',
      {
        ID: ['Generic OpenID Connect'],
      },
    )
    const id = made?._RowKey ?? ''
    await running().flow.change(id, { ServiceName: name })
    return { type: 'application', id }
  }

  return { user, list, body, add, revoke, refusedAdd, client, opens, openIdConnect }
}
