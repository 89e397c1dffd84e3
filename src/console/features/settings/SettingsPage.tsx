import { PageHeader } from '#console/ui/PageHeader.tsx'

export function SettingsPage() {
  return <PageHeader title="Settings" />
}
