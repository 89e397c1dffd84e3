import { guidedSetup } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'

export function CatalogueHeader() {
  const guided = signedInRoute.useRouteContext().offered(...guidedSetup)
  return (
    <>
      <PageHeader title="Add Web Apps">What should the new application do?</PageHeader>
      {guided && (
        <RouteTabs
          label="Catalogue"
          tabs={[
            { label: 'Recommended', to: '/apps/add' },
            { label: 'Custom', to: '/apps/add/custom' },
          ]}
        />
      )}
    </>
  )
}
