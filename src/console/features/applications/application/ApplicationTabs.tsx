import { useCategoryMarks } from '#console/form/useChanges.ts'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'
import type { Category } from '#schema/category.ts'

type Props = { rowKey: string; categories: readonly Category[] }

export function ApplicationTabs({ rowKey, categories }: Props) {
  const marks = useCategoryMarks()
  const tab = (category: string, label: string) => ({
    label,
    to: '/apps/$id/$tab' as const,
    params: { id: rowKey, tab: category },
    mark: marks[category],
  })
  return (
    <RouteTabs
      label="Categories"
      tabs={[...categories.map(({ id, title }) => tab(id, title)), tab('changelog', 'Changelog')]}
    />
  )
}
