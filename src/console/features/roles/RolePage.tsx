import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { query, useAct, useEdit } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import type { Change } from '#schema/change.ts'
import { rightPath, type Right } from '#schema/right.ts'
import { roleCategories, roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { RoleHeader } from './RoleHeader.tsx'
import { RoleTabs } from './RoleTabs.tsx'
import { savedRole, type Role } from './savedRole.ts'

const route = getRouteApi('/signedIn/roles/$id')

export function RolePage() {
  const { id } = route.useParams()
  const role = useSuspenseQuery(query('getRole', { Name: id })).data
  const assigned = useSuspenseQuery(query('getAssignedRights', { role: id })).data
  return role && <RoleEditor key={id} id={id} role={role} assigned={assigned} />
}

type Props = { id: string; role: Role; assigned: Result<'getAssignedRights'> }

function RoleEditor({ id, role, assigned }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const updateRole = useEdit('updateRole')
  const assign = useAct('assignSuperRights')
  const unassign = useAct('unassignSuperRights')
  const saved = savedRole(role, assigned)
  const object = useObjectForm({
    categories: roleCategories,
    schema: roleConfig,
    saved,
    version: role.Gatewright.Version,
    keepAs: `role ${id}`,
    readOnlyReason: readOnlyReason(role, lackOf(me, 'roleman')),
  })

  const save = async (
    values: RoleConfig,
    { version, changes }: { version: number | undefined; changes: Change[] },
  ) => {
    if (changes.some(({ path }) => path.startsWith('description.')))
      await updateRole.mutateAsync({
        params: {
          Name: id,
          NewName: values.description.name,
          Description: values.description.description,
        },
        startedFrom: version,
      })
    const change = changes.find(({ path }) => path === 'rights.rights')
    if (!change) return
    const [before, after] = [change.before as Right[], change.after as Right[]]
    const given = after.filter((right) => !before.includes(right))
    const taken = before.filter((right) => !after.includes(right))
    if (given.length > 0)
      await assign.mutateAsync(given.map((right) => ({ Role: id, Path: rightPath(right) })))
    if (taken.length > 0)
      await unassign.mutateAsync(taken.map((right) => ({ Role: id, Path: rightPath(right) })))
  }

  const reload = async () => {
    const [current, rights] = await Promise.all([
      queryClient.fetchQuery({ ...query('getRole', { Name: id }), staleTime: 0 }),
      queryClient.fetchQuery({ ...query('getAssignedRights', { role: id }), staleTime: 0 }),
    ])
    return { values: savedRole(current ?? role, rights), version: current?.Gatewright.Version }
  }

  return (
    <>
      <RoleHeader id={id} role={role} />
      <ObjectForm
        object={object}
        within={`/roles/${id}`}
        save={save}
        reload={reload}
        goTo={(category) => void navigate({ to: category === 'rights' ? '/roles/$id/rights' : '/roles/$id' })}
      >
        <RoleTabs id={id} />
        <Outlet />
      </ObjectForm>
    </>
  )
}

function readOnlyReason({ ReadOnly, _RowKey }: Role, lack: string | undefined): string | undefined {
  if (lack) return `You may look at this role, not change it. ${lack}`
  if (!ReadOnly) return undefined
  return _RowKey === 'everybody'
    ? 'This role is built in. Its members follow from each user’s settings.'
    : 'This role is built in: its name, description and rights stay as they are. Its members can be changed.'
}
