import { randomBytes } from 'node:crypto'
import { bankScopes } from './bank/bank.ts'
import type { Call } from './tenantApi.ts'

export type Registered = { clientId: string; clientSecret: string; metadataUrl: string; scopes: string[] }

/**
 * Makes the Bank's application in the tenant, or brings the one from the last time up to date: an OpenID Connect application whose scopes the Bank
 * defines, open to everybody. Its client is Tax eFile, so that gets the secret, a new one each time.
 */
export async function registerBank(
  call: Call,
  { tenantUrl, applicationId, clientUrl }: { tenantUrl: string; applicationId: string; clientUrl: string },
): Promise<Registered> {
  const rowKey =
    (await call<string | null>('/SaasManage/GetAppIDByServiceName', { Name: applicationId })) ??
    (await add(call))
  const clientSecret = randomBytes(32).toString('hex')
  await call('/SaasManage/UpdateApplicationDE', {
    _RowKey: rowKey,
    Name: 'Bank',
    ServiceName: applicationId,
    Description: 'The sample of an application whose APIs other companies call for its customers.',
    OAuthProfile: {
      ClientSecret: clientSecret,
      Redirects: [`${clientUrl}/callback`],
      TokenLifetimeString: '0:10:00',
      Confirm: true,
      AllowScopeSelect: true,
      KnownScopes: Object.entries(bankScopes).map(([Scope, Description]) => ({ Scope, Description })),
    },
    Gatewright: {
      AllowedAuth: 'AuthorizationCode',
      RequirePkce: true,
      PostLogoutRedirects: [`${clientUrl}/`],
    },
  })
  await call('/SaasManage/SetApplicationPermissions', {
    ID: rowKey,
    Grants: [{ PrincipalId: 'everybody', PType: 'Role', Rights: 'View,Execute' }],
  })
  return {
    clientId: rowKey,
    clientSecret,
    metadataUrl: `${tenantUrl}/${applicationId}/.well-known/openid-configuration`,
    scopes: Object.keys(bankScopes),
  }
}

async function add(call: Call): Promise<string> {
  const [made] = await call<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
    ID: ['Generic OpenID Connect'],
  })
  if (!made) throw new Error('The tenant made no application')
  return made._RowKey
}
