import { deriveSecret } from '#platform/secret.ts'
import { hashGenerated } from '#platform/password.ts'
import { hours } from '#schema/duration.ts'
import { readBuiltIn } from '#schema/application/applicationConfig.ts'
import type { TemplateName } from '#schema/application/index.ts'
import type { Application } from '#schema/application/wire.ts'
import { equal } from '#schema/change.ts'
import { theTenant } from '../audit/event.ts'
import { replaceCredential } from '../directory/credential.ts'
import type { Tenant } from '../tenant.ts'
import { loadByApplicationId } from './loadApplication.ts'
import { insertApplication, updateAtStart } from './saveApplication.ts'

export type ConsoleClient = { applicationId: string; clientId: string; clientSecret: string }

const applicationId = '__gatewright_console'
const template: TemplateName = 'Generic OpenID Connect'
export const consoleScope = 'console'

export const isConsole = ({ builtIn, config }: Pick<Application, 'builtIn' | 'config'>): boolean =>
  builtIn && config.description.applicationId === applicationId

/**
 * The console signs people in as an OpenID Connect application of this tenant. Its secret follows from the installation's key, so that every node
 * knows it and no database holds it.
 */
export async function ensureConsoleClient(tenant: Tenant): Promise<ConsoleClient> {
  const config = readBuiltIn(template, {
    description: { applicationId, name: 'Gatewright', description: 'The admin console.' },
    trust: {
      redirects: [`${tenant.consoleUrl}/callback`],
      postLogoutRedirects: [`${tenant.consoleUrl}/signed-out`],
    },
    tokens: { authMethods: ['AuthorizationCode'], tokenLifetime: hours(8) },
    scope: {
      scopes: [{ name: consoleScope, description: 'Everything that your rights allow', patterns: ['.*'] }],
    },
    userAccess: { grants: [{ type: 'Role', id: 'everybody', name: 'Everybody', rights: ['Run'] }] },
  })
  const held = await loadByApplicationId(tenant.database.read, applicationId)
  const clientId = held?.id ?? (await insertConsole(tenant, config))
  if (held && !equal(held.config, config))
    await tenant.database.write((tx) =>
      updateAtStart(
        { tx, tenant, by: theTenant },
        { id: held.id, change: () => config, why: 'Brought up to date at start' },
      ),
    )
  return { applicationId, clientId, clientSecret: secretOf(tenant, clientId) }
}

async function insertConsole(
  tenant: Tenant,
  config: Parameters<typeof insertApplication>[1]['config'],
): Promise<string> {
  return tenant.database.write(async (tx) => {
    await tenant.database.lock(tx, 'console-client')
    const already = await loadByApplicationId(tx, applicationId)
    if (already) return already.id
    const id = await insertApplication(
      { tx, tenant, by: theTenant },
      { template, config, why: 'Made with the tenant', builtIn: true, editor: null },
    )
    await replaceCredential(tx, {
      ownerType: 'application',
      ownerId: id,
      hash: hashGenerated(tenant.keys, secretOf(tenant, id)),
      at: tenant.clock(),
    })
    return id
  })
}

const secretOf = (tenant: Tenant, id: string) => deriveSecret(tenant.keys, 'console-client', tenant.id, id)
