import { useCategoryMarks } from '#console/form/useChanges.ts'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'
import { applicationCategories } from '#schema/application/index.ts'

export function ApplicationTabs({ rowKey }: { rowKey: string }) {
  const marks = useCategoryMarks()
  const tab = (category: string, label: string) => ({
    label,
    to: '/apps/$rowKey/$category' as const,
    params: { rowKey, category },
    mark: marks[category],
  })
  return (
    <RouteTabs
      label="Categories"
      tabs={[...applicationCategories.map(({ id, title }) => tab(id, title)), tab('changelog', 'Changelog')]}
    />
  )
}
