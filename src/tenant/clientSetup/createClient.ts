import { deriveSecret } from '#platform/secret.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOwnClient } from '#schema/application/ofTemplate.ts'
import { needsServiceUser, type ClientSetup } from '#schema/clientSetup.ts'
import type { Grant } from '#schema/grant.ts'
import type { Actor } from '../actor.ts'
import { insertApplication } from '../application/saveApplication.ts'
import type { Author } from '../audit/event.ts'
import { hashSecret, replaceCredential } from '../directory/credential.ts'
import { madeOnce } from '../madeOnce.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { serviceUserInRole } from './serviceUser.ts'

export type ClientSetupRequest = { key: string; recipe: string; template: TemplateName; setup: ClientSetup }

/**
 * What was made. `secret` is null when it was typed, belongs to an existing user or does not exist: then nobody can show it. `clientId` is null where
 * any will do.
 */
export type MadeClient = {
  applicationRowKey: string
  applicationId: string
  userId: string | null
  clientId: string | null
  roleId: string | null
  roleName: string | null
  secret: string | null
  scope: string
}

type Caller = { actor: Actor; by: Author; request: ClientSetupRequest }

/**
 * Application, client, role, right and permission: all or nothing, and once for a key (CF-03). A generated secret follows from the server's key, the
 * request's key and the person, so it is never stored.
 */
export async function createClient(tenant: Tenant, { actor, by, request }: Caller): Promise<MadeClient> {
  const { template, setup, key } = request
  const secret = deriveSecret(tenant.keys, 'client-setup', key, actor.id)
  const { user, secretOrigin, secret: typed } = setup.confidentialClient
  const withUser = needsServiceUser(template, setup)
  const hash = await hashSecret(
    tenant,
    withUser && secretOrigin === 'typed' ? { kind: 'typed', secret: typed } : { kind: 'generated', secret },
  )
  const generated = withUser ? user === 'new' && secretOrigin === 'generated' : isOwnClient({ template })
  const once = {
    actor,
    key,
    request: [request.recipe, template, setup],
    otherwise:
      'This setup was already created with other values. Look for it under Apps, or begin a new setup.',
  }
  const { reply } = await tenant.database.write((tx) =>
    madeOnce({ tx, tenant }, once, () => make({ tx, tenant, by }, { actor, template, setup, hash })),
  )
  return { ...reply, secret: generated ? secret : null }
}

type Making = { actor: Actor; template: TemplateName; setup: ClientSetup; hash: string }
type Made = Omit<MadeClient, 'secret'>

async function make(write: Write, { actor, template, setup, hash }: Making): Promise<Made> {
  const { confidentialClient: _, ...application } = setup
  const why = 'Guided setup'
  const owned = {
    ...application,
    description: { ...application.description, owner: application.description.owner || actor.id },
  }
  const about = {
    applicationId: application.description.applicationId,
    scope: application.scope.scopes.map(({ name }) => name).join(' '),
  }
  if (needsServiceUser(template, setup)) {
    const { user, role } = await serviceUserInRole(write, { actor, setup, hash, why })
    const config = runBy(owned, role)
    const applicationRowKey = await insertApplication(write, { template, config, why, editor: actor })
    const of = { userId: user.id, clientId: user.name, roleId: role.id, roleName: role.name }
    return { ...about, ...of, applicationRowKey }
  }
  const applicationRowKey = await insertApplication(write, {
    template,
    config: owned,
    why,
    editor: actor,
  })
  const nobody = { userId: null, roleId: null, roleName: null }
  if (!isOwnClient({ template })) {
    const [clientId = null] = application.generalUsage.allowedClients
    return { ...about, ...nobody, applicationRowKey, clientId }
  }
  await replaceCredential(write.tx, {
    ownerType: 'application',
    ownerId: applicationRowKey,
    hash,
    at: write.tenant.clock(),
  })
  return { ...about, ...nobody, applicationRowKey, clientId: applicationRowKey }
}

/** Without Run no client gets a token, so the role always has it (decisions.md). */
function runBy(config: ApplicationConfig, role: { id: string; name: string }): ApplicationConfig {
  const grant: Grant = { type: 'Role', ...role, rights: ['View', 'Run'] }
  const others = config.userAccess.grants.filter(({ type, id }) => type !== 'Role' || id !== role.id)
  return { ...config, userAccess: { grants: [...others, grant] } }
}
