import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { query, useEdit } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useCategoryMarks } from '#console/form/useChanges.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'
import { groupCategories, groupConfig, groupDescription, type GroupConfig } from '#schema/group/index.ts'
import { GroupHeader } from './GroupHeader.tsx'
import type { Group } from './groupQueries.ts'

const route = getRouteApi('/signedIn/groups/$id')

export function GroupPage() {
  const { id } = route.useParams()
  const group = useSuspenseQuery(query('getGroup', { ID: id })).data
  return group && <GroupEditor key={id} id={id} group={group} />
}

function GroupEditor({ id, group }: { id: string; group: Group }) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const updateGroup = useEdit('updateGroup')
  const lack = lackOf(me, 'dsman')
  const object = useObjectForm({
    categories: groupCategories,
    schema: groupConfig,
    saved: savedGroup(group),
    version: group.Gatewright.Version,
    keepAs: `group ${id}`,
    readOnlyReason: lack && `You may look at this group, not change it. ${lack}`,
  })

  const save = async ({ description }: GroupConfig, { version }: { version: number | undefined }) => {
    await updateGroup.mutateAsync({
      params: { ID: id, Name: description.name, Description: description.description },
      startedFrom: version,
    })
  }

  const reload = async () => {
    const current = await queryClient.fetchQuery({ ...query('getGroup', { ID: id }), staleTime: 0 })
    return { values: savedGroup(current ?? group), version: current?.Gatewright.Version }
  }

  return (
    <>
      <GroupHeader id={id} group={group} />
      <ObjectForm
        object={object}
        within={`/groups/${id}`}
        save={save}
        reload={reload}
        goTo={() => void navigate({ to: '/groups/$id' })}
      >
        <GroupTabs id={id} />
        <Outlet />
      </ObjectForm>
    </>
  )
}

function GroupTabs({ id }: { id: string }) {
  const marks = useCategoryMarks()
  const params = { id }
  return (
    <RouteTabs
      label="Group"
      tabs={[
        { to: '/groups/$id', params, label: groupDescription.title, mark: marks[groupDescription.id] },
        { to: '/groups/$id/members', params, label: 'Members' },
        { to: '/groups/$id/applications', params, label: 'Assigned Applications' },
        { to: '/groups/$id/changelog', params, label: 'Changelog' },
      ]}
    />
  )
}

const savedGroup = ({ Name, Description }: Group): GroupConfig => ({
  description: { name: Name, description: Description },
})
