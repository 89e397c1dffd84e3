import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { equal } from '#schema/change.ts'
import { applicationRights, isForUse, type Grant } from '#schema/grant.ts'
import { wideningFaults } from '#schema/widening.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { scopesOpen } from '../heldScope.ts'
import { Problem } from '../problem.ts'
import { holdRecentProof } from '../recentProof.ts'
import type { Write } from '../write.ts'
import { applicationsHeld } from './applicationsHeld.ts'

type Edit = {
  id: string
  template: TemplateName
  config: ApplicationConfig
  held: ApplicationConfig | undefined
}

/** AZ-05: through an application nobody gets or gives what the editor lacks. What was there before stays savable. */
export async function refuseMore(tx: Write['tx'], editor: Actor, edit: Edit): Promise<void> {
  refuseWiderPatterns(editor, edit)
  await refuseStrongerGrants(tx, editor, edit)
  const { config, held } = edit
  // BF-14: whoever manages it sets its secrets and its script, and may be asked for nothing
  if (held && !equal(strongerGrants(held), strongerGrants(config))) holdRecentProof(editor)
}

const strongerGrants = ({ userAccess: { grants } }: ApplicationConfig) =>
  grants
    .flatMap(({ type, id, rights }) =>
      rights.flatMap((right) => (isForUse(right) ? [] : [`${type} ${id} ${right}`])),
    )
    .toSorted()

function refuseWiderPatterns(editor: Actor, { template, config, held }: Edit): void {
  const reaches = (path: string) => scopesOpen(editor.scopes, path)
  const faults = wideningFaults({ ...editor, reaches }, { template, config }, held?.scope.scopes ?? [])
  const [first] = faults
  if (first) throw new Problem('forbidden', first.message, { fields: faults })
}

/** Whoever may give permissions on an application does not thereby change, read or delete it. */
async function refuseStrongerGrants(
  tx: Write['tx'],
  editor: Actor,
  { id, config, held }: Edit,
): Promise<void> {
  if (holdsAny(editor, ['appman'])) return
  const before = held?.userAccess.grants ?? []
  for (const [index, grant] of config.userAccess.grants.entries())
    for (const right of grant.rights) {
      if (isForUse(right) || hadIt(before, grant, right)) continue
      if (await applicationsHeld(tx, { actor: editor, right, ids: [id] })) continue
      const message = `${editor.name} cannot give the right ${applicationRights[right].label} without holding it on this application. The right Application Management is enough, too.`
      throw new Problem('forbidden', message, { fields: [{ path: `userAccess.grants.${index}`, message }] })
    }
}

const hadIt = (before: readonly Grant[], { type, id }: Grant, right: Grant['rights'][number]) =>
  before.some((grant) => grant.type === type && grant.id === id && grant.rights.includes(right))
