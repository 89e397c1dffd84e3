import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { query, useEdit } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { rightPath } from '#schema/right.ts'
import { roleCategories, roleConfig, type RoleConfig } from '#schema/role/index.ts'
import { RoleHeader } from './RoleHeader.tsx'
import { RoleTabs } from './RoleTabs.tsx'
import { savedRole, type Role } from './savedRole.ts'

const route = getRouteApi('/signedIn/roles/$id')

export function RolePage() {
  const { id } = route.useParams()
  const role = useSuspenseQuery(query('getRole', { Name: id })).data
  return role && <RoleEditor key={id} id={id} role={role} />
}

type Props = { id: string; role: Role }

function RoleEditor({ id, role }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const updateRole = useEdit('updateRole')
  const saved = savedRole(role)
  const object = useObjectForm({
    categories: roleCategories,
    schema: roleConfig,
    saved,
    version: role.Gatewright.Version,
    keepAs: `role ${id}`,
    readOnlyReason: readOnlyReason(role, lackOf(me, 'roleman')),
  })

  const save = async (
    { description, rights: { rights } }: RoleConfig,
    { version }: { version: number | undefined },
  ) => {
    await updateRole.mutateAsync({
      params: {
        Name: id,
        NewName: description.name,
        Description: description.description,
        Gatewright: { Rights: rights.map(rightPath) },
      },
      startedFrom: version,
    })
  }

  const reload = async () => {
    const current = await queryClient.fetchQuery({ ...query('getRole', { Name: id }), staleTime: 0 })
    return { values: savedRole(current ?? role), version: current?.Gatewright.Version }
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
