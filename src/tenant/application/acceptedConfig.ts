import { categoriesOf, onlySettingsOf } from '#schema/application/categoriesOf.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOfTenant } from '#schema/application/issuer.ts'
import { inOrder, type Grant } from '#schema/grant.ts'
import { checkClaimsScript } from '../claimsScript/checkClaimsScript.ts'
import { faultInWords } from '../claimsScript/script.ts'
import { fieldProblem, refuseUnseen } from '../problem.ts'
import type { Write } from '../write.ts'
import { plainImage } from './plainImage.ts'

/** What only the tenant can judge about an application's settings, and complete, before they are stored. */
export async function acceptedConfig(
  { tx, tenant }: Write,
  {
    template,
    held,
    ...asked
  }: { template: TemplateName; config: ApplicationConfig; held?: ApplicationConfig },
): Promise<ApplicationConfig> {
  const config = onlySettingsOf(template, asked.config)
  refuseUnseen(categoriesOf(template), { after: config, before: held })
  refuseForeignIssuer(tenant.url, config)
  await refuseUnknownOwner(tx, config.description.owner, held?.description.owner)
  const grants = await withNames(tx, config.userAccess.grants, held?.userAccess.grants ?? [])
  const logo = withoutExtras(config.description.logo)
  await refuseUnreadableScript(config.advanced.claimsScript, held?.advanced.claimsScript)
  return {
    ...config,
    description: { ...config.description, logo },
    userAccess: { grants: inOrder(grants) },
  }
}

/** AS-20: all applications sign with the same keys, so nobody may speak as another application of this tenant. */
function refuseForeignIssuer(tenantUrl: string, { description, generalUsage }: ApplicationConfig): void {
  const { issuer } = generalUsage
  if (!isOfTenant(tenantUrl, issuer) || issuer === `${tenantUrl}/${description.applicationId}/`) return
  throw fieldProblem('invalid_fields', [
    {
      path: 'generalUsage.issuer',
      message:
        'This address stands for another application of this tenant. Leave it empty, or give one outside of the tenant.',
    },
  ])
}

function withoutExtras(logo: string): string {
  const plain = logo === '' ? '' : plainImage(logo)
  if (plain !== null) return plain
  throw fieldProblem('invalid_fields', [
    { path: 'description.logo', message: 'This PNG image is damaged. Choose another.' },
  ])
}

async function refuseUnreadableScript(script: string, held: string | undefined): Promise<void> {
  const fault = script === held ? null : await checkClaimsScript(script)
  if (fault)
    throw fieldProblem('invalid_fields', [{ path: 'advanced.claimsScript', message: faultInWords(fault) }])
}

/** An owner who was there before stays, even when the user is gone: the name still says whom to ask. */
async function refuseUnknownOwner(tx: Write['tx'], owner: string, held: string | undefined): Promise<void> {
  if (owner === '' || owner === held) return
  const user = await tx.selectFrom('user').select('id').where('id', '=', owner).executeTakeFirst()
  if (user) return
  throw fieldProblem('invalid_fields', [
    { path: 'description.owner', message: 'There is no such user. Choose another, or leave it empty.' },
  ])
}

/**
 * The name of a permission is its principal's in the directory, not what the sender wrote. Permissions that were there before stay as they
 * are: their principal may be gone, and a new name of it does not change the permission.
 */
async function withNames(
  tx: Write['tx'],
  grants: readonly Grant[],
  held: readonly Grant[],
): Promise<Grant[]> {
  const isSame = (one: Grant) => (other: Grant) => one.type === other.type && one.id === other.id
  const fresh = grants.filter((grant) => !held.some(isSame(grant)))
  const ids = ['', ...fresh.map(({ id }) => id)]
  const users = await tx.selectFrom('user').select(['id', 'name']).where('id', 'in', ids).execute()
  const roles = await tx.selectFrom('role').select(['id', 'name']).where('id', 'in', ids).execute()
  const groups = await tx.selectFrom('group').select(['id', 'name']).where('id', 'in', ids).execute()
  const names = { User: users, Role: roles, Group: groups }
  return grants.map((grant, index) => {
    const name = held.find(isSame(grant))?.name ?? names[grant.type].find(({ id }) => id === grant.id)?.name
    if (name === undefined) throw unknownPrincipal(grant, index)
    return { ...grant, name }
  })
}

const unknownPrincipal = ({ type, id }: Grant, index: number) =>
  fieldProblem('invalid_fields', [
    {
      path: `userAccess.grants.${index}`,
      message: `There is no ${type.toLowerCase()} with the ID ${id}. Choose another, or remove the row.`,
    },
  ])
