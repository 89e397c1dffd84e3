import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { lackOf } from '#console/api/me.ts'
import type { Result } from '#console/api/call.ts'
import { useEdit } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { CallOfPage } from '#console/object/calls/CallOfPage.tsx'
import { CallOfSaving } from '#console/object/calls/CallOfSaving.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import {
  globalGroupMappingCategories,
  globalGroupMappingConfig,
  globalGroupMappings,
  type GlobalGroupMappingConfig,
} from '#schema/globalGroupMappings.ts'
import { nouns } from '#schema/nouns.ts'
import { ProviderFindings } from '../ProviderFindings.tsx'
import { globalGroupMappingsQuery } from './globalGroupMappingsQuery.ts'

export function GlobalGroupMappingsPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('getIdentityProvider') ? <Mappings /> : <NotOfferedPage what="identity providers" />
}

const sent = ({ groupMappings: { mappings } }: GlobalGroupMappingConfig) => ({
  Mappings: mappings.map(({ value, group }) => ({ AttributeValue: value, GroupName: group })),
})

/** The group mappings that hold for every identity provider, beside its own. */
function Mappings() {
  const { me } = signedInRoute.useRouteContext()
  const queryClient = useQueryClient()
  const read = useSuspenseQuery(globalGroupMappingsQuery).data
  const update = useEdit('updateGlobalGroupMappings')
  const lack = lackOf(me, ...nouns.identityProvider.writers)
  const object = useObjectForm<GlobalGroupMappingConfig>({
    categories: globalGroupMappingCategories,
    schema: globalGroupMappingConfig,
    saved: saved(read).values,
    version: read.Gatewright.Version,
    keepAs: 'group mappings for all',
    readOnlyReason: lack && `You may look at group mappings, not change them. ${lack}`,
  })
  return (
    <>
      <PageHeader
        title={globalGroupMappings.title}
        actions={<CallOfPage queryKey={globalGroupMappingsQuery.queryKey} reply={read} />}
      >
        They hold for every <TextLink to="/identity-providers">identity provider</TextLink> that says which
        groups people are in, beside its own Group Mappings.
      </PageHeader>
      <ProviderFindings />
      <ObjectForm<GlobalGroupMappingConfig>
        object={object}
        within="/group-mappings"
        goTo={() => undefined}
        save={async (values, { version }) => {
          await update.mutateAsync({ params: sent(values), startedFrom: version })
        }}
        besides={
          <CallOfSaving<GlobalGroupMappingConfig>
            name="updateGlobalGroupMappings"
            schema={globalGroupMappingConfig}
            params={sent}
          />
        }
        reload={async () =>
          saved(await queryClient.fetchQuery({ ...globalGroupMappingsQuery, staleTime: 0 }))
        }
      >
        <CategoryForm category={globalGroupMappings} summary={false} />
      </ObjectForm>
    </>
  )
}

const saved = ({ Mappings, Gatewright }: Result<'getGlobalGroupMappings'>) => ({
  values: {
    groupMappings: {
      mappings: Mappings.map(({ AttributeValue, GroupName }) => ({
        value: AttributeValue,
        group: GroupName,
      })),
    },
  },
  version: Gatewright.Version,
})
