import { PageHeader } from '#console/ui/PageHeader.tsx'

export function SetupPage() {
  return <PageHeader title="Set up this tenant" />
}
