import { randomUUID } from 'node:crypto'
import { signIn } from '../apiClient.ts'
import { administrator } from '../administrator.ts'
import { siemReader, type MadeClient } from '../clientSetup.ts'
import { basic, formOf, oauthOf, redirectUri } from '../oauth.ts'
import type { Product } from '../product.ts'
import type { Load } from './load.ts'

type Fields = Parameters<typeof formOf>[0]

/** An application with a service user whose secret the tenant made, to which everybody may sign in. */
export async function benchApplication(
  { tenantUrl: url }: Pick<Product, 'tenantUrl'>,
  name: string,
  profile: object = {},
) {
  const admin = await signIn(url, administrator)
  const flow = oauthOf({ admin, url })
  const made = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: randomUUID(),
    recipe: 'bench',
    setup: siemReader(name),
  })
  await flow.change(made.applicationRowKey, {
    OAuthProfile: { AllowedAuth: 'AuthorizationCode,ClientCreds', Redirects: [redirectUri], ...profile },
  })
  await flow.grant(made.applicationRowKey, { type: 'Role', id: 'everybody' }, 'View,Execute')
  const headers = {
    authorization: basic(made.clientId, made.secret),
    'content-type': 'application/x-www-form-urlencoded',
  }
  return {
    ...made,
    admin,
    flow,
    session: admin.bearer ?? '',
    /** A request of its client, again and again. */
    load: (path: string, fields: Fields): Load => ({
      url: `${url}${path}/${made.applicationId}`,
      method: 'POST',
      connections,
      headers,
      body: formOf(fields).toString(),
    }),
    headers,
  }
}

export type BenchApplication = Awaited<ReturnType<typeof benchApplication>>

export const connections = 64
export const ownToken: Fields = { grant_type: 'client_credentials', scope: 'siem' }
