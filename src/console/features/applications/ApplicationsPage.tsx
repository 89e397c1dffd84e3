import { PageHeader } from '#console/ui/PageHeader.tsx'

export function ApplicationsPage() {
  return <PageHeader title="Apps" />
}
