import { rights, type Right } from '#schema/right.ts'
import type { Change } from '#schema/kinds/kind.ts'

/** More rights reach everybody in the role at once. */
export function rightsWarning(role: string, changes: readonly Change[]) {
  const change = changes.find(({ path }) => path === 'rights.rights')
  if (!change) return undefined
  const before = change.before as readonly Right[]
  const more = (change.after as readonly Right[]).filter((right) => !before.includes(right))
  if (more.length === 0) return undefined
  return {
    title: `Give ${role} more rights?`,
    confirm: 'Give rights',
    text: `Everybody in this role will be able to use ${more.map((right) => `“${rights[right]}”`).join(', ')}, at once and with the tokens they hold.`,
  }
}
