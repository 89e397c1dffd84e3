import type { RedrockArgs, RedrockReply } from '#schema/redrock.ts'
import { roleReaders, rightAt, rightPath, rights, type Right } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { listApplications } from './listApplications.ts'
import { redrockReplyOf } from './reply.ts'
import { named, refusal } from './tree.ts'

type Named = { script: string; args: RedrockArgs }

/** The scripts that clients call by name. They are handlers of ours, no SQL (D7). */
export async function runScript(
  tenant: Pick<Tenant, 'database' | 'clock'>,
  actor: Actor,
  { script, args }: Named,
): Promise<RedrockReply> {
  if (/^@@Web Applications( PLV8)?$/i.test(script)) return listApplications(tenant, actor, args)
  const rightsScript = /^@\/lib\/get_superrights\.js\(\s*(?:excludeRight\s*:\s*'([^']*)'\s*)?\)$/i.exec(
    script,
  )
  if (rightsScript) return listRights(actor, rightsScript[1] ?? '')
  throw refusal(
    `There is no script ${named(script)}. Redrock knows @@Web Applications PLV8 and @/lib/get_superrights.js(excludeRight:'').`,
  )
}

/** Every administrative right there is but one, for whoever may look at roles. */
function listRights(actor: Actor, excluded: string): RedrockReply {
  const allowed = holdsAny(actor, roleReaders)
  const listed = allowed
    ? (Object.keys(rights) as Right[]).filter((right) => right !== rightAt(excluded))
    : []
  return redrockReplyOf({
    columns: rightColumns,
    results: listed.map(rightInReply),
    fullCount: listed.length,
  })
}

export const rightColumns = [
  { name: 'Description', kind: 'text' },
  { name: 'Path', kind: 'text' },
] as const

export const rightInReply = (right: Right) => ({
  Entities: [{ Type: 'AdministrativeRight', Key: rightPath(right), IsForeignKey: false }],
  Row: { Description: rights[right], Path: rightPath(right) },
})
