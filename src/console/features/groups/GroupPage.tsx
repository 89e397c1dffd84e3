import { getRouteApi } from '@tanstack/react-router'
import { call } from '#console/api/call.ts'
import { categoryTabs } from '#console/object/categoryTabs.tsx'
import { Identifiers } from '#console/object/Identifiers.tsx'
import { AssignedApplications } from '#console/object/members/AssignedApplications.tsx'
import { ObjectPage } from '#console/object/ObjectPage.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { groupCategories, groupConfig } from '#schema/group/index.ts'
import { GroupMembers } from './GroupMembers.tsx'
import { applicationsQuery, groupQuery } from './groupQueries.ts'
import { NoRoleNotice } from './NoRoleNotice.tsx'
import { RolesOfGroup } from './RolesOfGroup.tsx'
import { groupRequest, savedGroup } from './savedGroup.ts'

const route = getRouteApi('/signedIn/groups/$id/$tab')

export function GroupPage() {
  const { id } = route.useParams()
  return (
    <ObjectPage
      type="group"
      reading={groupQuery(id)}
      saved={(group) => ({ values: savedGroup(group), version: group.Gatewright.Version })}
      categories={groupCategories}
      schema={groupConfig}
      save={{ call: 'updateGroup', params: (values) => groupRequest(id, values) }}
      heading={({ Name, Roles }) => ({
        title: Name,
        identifiers: (
          <>
            <Identifiers>
              <CopyField label="Group ID" value={id} />
            </Identifiers>
            <RolesOfGroup roles={Roles ?? []} />
          </>
        ),
      })}
      notice={({ Roles }) => Roles?.length === 0 && <NoRoleNotice />}
      copied={() => ({ template: null })}
      removal={({ Name }) => ({
        name: Name,
        consequences:
          'Members lose the rights and applications they have through this group, at once. Its settings can be restored (Settings > Deleted), its members cannot.',
        remove: () => call('deleteGroup', { ID: id }),
      })}
      tabs={() => [
        ...categoryTabs(groupCategories),
        { id: 'members', title: 'Members', content: <GroupMembers id={id} /> },
        {
          id: 'applications',
          title: 'Assigned Applications',
          content: <AssignedApplications of="group" reading={(page) => applicationsQuery(id, page)} />,
        },
      ]}
    />
  )
}
