import { useCategoryMarks } from '#console/form/useChanges.ts'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'
import { roleDescription, roleRights } from '#schema/role/index.ts'

export function RoleTabs({ id }: { id: string }) {
  const marks = useCategoryMarks()
  const params = { id }
  return (
    <RouteTabs
      label="Role"
      tabs={[
        { to: '/roles/$id', params, label: roleDescription.title, mark: marks[roleDescription.id] },
        { to: '/roles/$id/members', params, label: 'Members' },
        { to: '/roles/$id/rights', params, label: roleRights.title, mark: marks[roleRights.id] },
        { to: '/roles/$id/applications', params, label: 'Assigned Applications' },
        { to: '/roles/$id/changelog', params, label: 'Changelog' },
      ]}
    />
  )
}
