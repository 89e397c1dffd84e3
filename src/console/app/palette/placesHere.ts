import { linkOptions } from '@tanstack/react-router'
import { fieldId } from '#console/form/fieldAddress.ts'
import { openObject } from '#console/object/openObject.ts'
import { nouns } from '#schema/nouns.ts'
import { hasTyped, type Place } from './place.ts'

/** Tabs and settings of the object whose page is open, by their names and by what they are also called. */
export function placesHere(text: string): Place[] {
  const object = openObject()
  if (!object || text === '') return []
  const { type, id, tabs, categories } = object
  const to = `${nouns[type].path}/$id/$tab` as const
  const alsoOf = (tab: string) => categories.find((category) => category.id === tab)?.also
  const shown = tabs.filter((tab) => hasTyped(text, tab.title, alsoOf(tab.id) ?? ''))
  const settings = categories
    .filter(({ id }) => tabs.some((tab) => tab.id === id))
    .flatMap((category) =>
      Object.entries(category.settings)
        .filter(([, { label, also }]) => hasTyped(text, label, also ?? '', category.title))
        .map(([name, { label, also }]) => ({ category, name, label, also })),
    )
  return [
    ...shown.map((tab) => ({
      kind: `Tab of this ${nouns[type].one}`,
      key: tab.id,
      label: tab.title,
      detail: alsoOf(tab.id) === undefined ? '' : `also called ${alsoOf(tab.id)}`,
      link: linkOptions({ to, params: { id, tab: tab.id } }),
    })),
    ...settings.slice(0, mostSettings).map(({ category, name, label, also }) => ({
      kind: 'Setting',
      key: `${category.id}.${name}`,
      label,
      detail: also === undefined ? category.title : `${category.title}, also called ${also}`,
      link: linkOptions({ to, params: { id, tab: category.id }, hash: fieldId(category.id, name) }),
    })),
  ]
}

const mostSettings = 8
