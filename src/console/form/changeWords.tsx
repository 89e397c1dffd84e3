import type { ReactNode } from 'react'
import type { Category } from '#schema/category.ts'
import { inWords, settingAt } from '#schema/change.ts'
import type { Change } from '#schema/kinds/kind.ts'
import { PrincipalName } from './PrincipalName.tsx'

export type ChangeWords = { label: string; before: ReactNode; after: ReactNode }

/** Changes in words; several for one where a list changed. Users and roles are kept by id and told by name. */
export const changeWords = (categories: readonly Category[], changes: readonly Change[]): ChangeWords[] =>
  changes.flatMap((change) => wordsOf(categories, change))

function wordsOf(categories: readonly Category[], change: Change): ChangeWords[] {
  const setting = settingAt(categories, change.path)
  if (setting?.kind !== 'principal') return inWords(categories, change)
  const named = (id: unknown) => <PrincipalName setting={setting} id={String(id)} />
  return [{ label: setting.label, before: named(change.before), after: named(change.after) }]
}
