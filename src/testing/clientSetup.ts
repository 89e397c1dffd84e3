import { readStored } from '#schema/category.ts'
import { clientSetupCategories, type ClientSetup } from '#schema/clientSetup.ts'

/** Guided setup as the recipe "SIEM event reader" fills it in. */
export function siemReader(name: string): ClientSetup {
  return readStored(clientSetupCategories, {
    description: { applicationId: name, name: `${name} reader` },
    tokens: { authMethods: ['ClientCreds'] },
    scope: { scopes: [{ name: 'siem', description: 'Read events', patterns: ['Redrock/query'] }] },
    confidentialClient: {
      loginName: name,
      suffix: 'acme.test',
      roleName: `${name} readers`,
      rights: ['monitor'],
    },
  })
}

export type MadeClient = {
  applicationRowKey: string
  applicationId: string
  userId: string
  clientId: string
  roleId: string
  secret: string
  tokenEndpoint: string
}

/** Asks for a token with Basic, as the printed curl does. */
export async function tokenOf(
  url: string,
  client: Pick<MadeClient, 'applicationId' | 'clientId' | 'secret'>,
  form: Record<string, string>,
) {
  const response = await fetch(`${url}/OAuth2/Token/${client.applicationId}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}
