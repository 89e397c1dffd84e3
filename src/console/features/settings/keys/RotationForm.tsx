import { useQueryClient } from '@tanstack/react-query'
import { useAct } from '#console/api/queries.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { dayOf } from '#console/ui/relativeTime.ts'
import type { RotationPeriod } from '#schema/keyRotation.ts'
import { keys as category, tenantCategories, tenantConfig, type TenantConfig } from '#schema/tenant/index.ts'
import { keysQuery, type Keys } from './keysQuery.ts'

/** How often a new key takes over by itself. */
export function RotationForm({ keys, lack }: { keys: Keys; lack: string | undefined }) {
  const queryClient = useQueryClient()
  const { mutateAsync } = useAct('keysSchedule')
  const object = useObjectForm({
    categories: tenantCategories,
    schema: tenantConfig,
    saved: saved(keys),
    keepAs: 'tenant keys',
    readOnlyReason: lack && `You may look at the keys, not change them. ${lack}`,
  })
  return (
    <ObjectForm
      object={object}
      within="/settings/keys"
      goTo={() => undefined}
      save={async (values) => {
        await mutateAsync({ everyDays: Number(values.keys.rotation) })
      }}
      reload={async () => ({ values: saved(await queryClient.fetchQuery({ ...keysQuery, staleTime: 0 })) })}
    >
      <CategoryForm
        category={category}
        summary={false}
        after={{
          rotation: keys.nextByItself !== null && (
            <p>The next key takes over by itself on {dayOf(keys.nextByItself)}.</p>
          ),
        }}
      />
    </ObjectForm>
  )
}

/** The tenant keeps days; the setting offers the ones that it accepts. */
const saved = ({ everyDays }: Keys): TenantConfig => ({
  keys: { rotation: String(everyDays) as RotationPeriod },
})
