import { getRouteApi } from '@tanstack/react-router'
import { call } from '#console/api/call.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { categoryTabs } from '#console/object/categoryTabs.tsx'
import { Identifiers } from '#console/object/Identifiers.tsx'
import { AssignedApplications } from '#console/object/members/AssignedApplications.tsx'
import { ObjectPage } from '#console/object/ObjectPage.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { roleCategories, roleConfig } from '#schema/role/index.ts'
import { RoleMembers } from './RoleMembers.tsx'
import { applicationsQuery, roleQuery } from './roleQueries.ts'
import { rightsWarning } from './rightsWarning.ts'
import { powersOf } from './powers.ts'
import { roleRequest, savedRole, type Role } from './savedRole.ts'

const route = getRouteApi('/signedIn/roles/$id/$tab')

export function RolePage() {
  const { id } = route.useParams()
  const { offered } = signedInRoute.useRouteContext()
  return (
    <ObjectPage
      type="role"
      reading={roleQuery(id)}
      saved={(role) => ({ values: savedRole(role), version: role.Gatewright.Version })}
      categories={roleCategories}
      schema={roleConfig}
      save={{ call: 'updateRole', params: (values) => roleRequest(id, values) }}
      readOnlyReason={readOnlyReason}
      warn={(changes, { Name }) => rightsWarning(Name, changes)}
      heading={({ Name, ReadOnly }) => ({
        title: Name,
        beside: ReadOnly && <StatusChip>Built in</StatusChip>,
        identifiers: (
          <Identifiers>
            <CopyField label="Role ID" value={id} />
          </Identifiers>
        ),
      })}
      copied={() => ({ template: null })}
      removal={({ Name, ReadOnly }) => ({
        name: Name,
        consequences:
          'Members lose the rights and applications they have through this role, at once. Its settings can be restored (Settings > Deleted), its members cannot.',
        disabledReason: ReadOnly && 'Built-in roles cannot be deleted.',
        remove: () => call('deleteRole', { Name: id }),
      })}
      tabs={(role) => {
        const [description, ...rest] = categoryTabs(roleCategories)
        return [
          ...(description ? [description] : []),
          {
            id: 'members',
            title: 'Members',
            content: <RoleMembers id={id} gives={powersOf({ id, held: savedRole(role).rights.rights })} />,
          },
          ...rest,
          ...(offered('getRoleApplications') ? [assignedTab(id)] : []),
        ]
      }}
    />
  )
}

const assignedTab = (id: string) => ({
  id: 'applications',
  title: 'Assigned Applications',
  content: <AssignedApplications of="role" reading={(page) => applicationsQuery(id, page)} />,
})

function readOnlyReason({ ReadOnly, _RowKey }: Role, lack: string | undefined): string | undefined {
  if (lack) return lack
  if (!ReadOnly) return undefined
  return _RowKey === 'everybody'
    ? 'This role is built in. Its members follow from each user’s settings.'
    : 'This role is built in: its name, description and rights stay as they are. Its members can be changed.'
}
