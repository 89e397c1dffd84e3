import type { ReactNode } from 'react'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { useCategoryMarks } from '#console/form/useChanges.ts'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'
import type { Category } from '#schema/category.ts'
import { capital } from '#schema/capital.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'

/** A part of an object at its own address, `path/id/tab`. That of a category has the category's id. */
export type Tab = { id: string; title: string; content: ReactNode }

type Props = { type: ObjectType; id: string; tabs: readonly Tab[]; label: string | undefined }

/** Marks tabs with something changed or wrong. */
export function ObjectTabs({ type, id, tabs, label }: Props) {
  const { one, path } = nouns[type]
  const marks = useCategoryMarks()
  const { categories } = useHeldForm()
  return (
    <RouteTabs
      label={label ?? capital(one)}
      tabs={tabs.map((tab) => ({
        to: `${path}/$id/$tab` as const,
        params: { id, tab: tab.id },
        label: tab.title,
        mark: marks[tab.id],
        title: alsoCalled(categories.find((category) => category.id === tab.id)),
      }))}
    />
  )
}

const alsoCalled = (category: Category | undefined) =>
  category?.also === undefined ? undefined : `Also called ${category.also}`
