import { PageHeader } from '#console/ui/PageHeader.tsx'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'

export function CatalogueHeader() {
  return (
    <>
      <PageHeader title="Add Web Apps">What should the new application do?</PageHeader>
      <RouteTabs
        label="Catalogue"
        tabs={[
          { label: 'Recommended', to: '/apps/add' },
          { label: 'Custom', to: '/apps/add/custom' },
        ]}
      />
    </>
  )
}
