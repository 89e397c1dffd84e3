import { PageHeader } from '#console/ui/PageHeader.tsx'

export function HomePage() {
  return <PageHeader title="Home" />
}
