import { PageHeader } from '#console/ui/PageHeader.tsx'

export function RolesPage() {
  return <PageHeader title="Roles" />
}
