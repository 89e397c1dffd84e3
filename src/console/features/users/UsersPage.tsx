import { PageHeader } from '#console/ui/PageHeader.tsx'

export function UsersPage() {
  return <PageHeader title="Users" />
}
