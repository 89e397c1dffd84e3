import { linkOptions } from '@tanstack/react-router'
import type { Me } from '#console/api/me.ts'
import { guidedSetup, type Offered } from '#console/api/offered.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { recipeIds, recipeOf } from '#schema/recipes/index.ts'
import { signOut } from '../signOut.ts'
import { hasTyped, type Action, type Place } from './place.ts'

/** Guided setups by the name of a product. */
export function startsFor(offered: Offered, text: string): Place[] {
  if (text === '' || !offered(...guidedSetup)) return []
  return recipeIds
    .filter((id) => hasTyped(text, recipeOf(id).title, 'guided setup'))
    .slice(0, mostStarts)
    .map((recipe) => ({
      kind: 'Guided setup',
      key: recipe,
      label: recipeOf(recipe).title,
      detail: '',
      link: linkOptions({ to: '/apps/setup/$recipe', params: { recipe } }),
    }))
}

const mostStarts = 5

/** The audit log for what was typed: a name, an ID, an address, or the request that a refusal has told. */
export function eventsFor(of: { me: Me; offered: Offered }, text: string): Place[] {
  if (text === '' || !readsEvents(of)) return []
  return [
    {
      kind: 'Audit Log',
      key: 'events',
      label: `Events with “${text}”`,
      detail: '',
      link: linkOptions({ to: '/events', search: { q: text } }),
    },
  ]
}

/** What is done at once. */
export const actionsFor = (text: string): Action[] =>
  [{ kind: 'Action', key: 'signOut', label: 'Sign out', detail: '', run: () => void signOut() }].filter(
    ({ label }) => text !== '' && hasTyped(text, label, 'log out'),
  )
