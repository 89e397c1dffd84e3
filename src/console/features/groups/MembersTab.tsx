import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { pageLength } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Members } from '#console/object/members/Members.tsx'
import { membersQuery } from './groupQueries.ts'

const route = getRouteApi('/signedIn/groups/$id/members')

export function MembersTab() {
  const { id } = route.useParams()
  const { page } = route.useSearch()
  const navigate = route.useNavigate()
  const { me } = signedInRoute.useRouteContext()
  const reply = useSuspenseQuery(membersQuery(id, page)).data
  const addToGroup = useAct('addToGroup')
  const removeFromGroup = useAct('removeFromGroup')
  return (
    <Members
      of={id}
      types={['User']}
      members={reply.Results.map(({ Row }) => ({ type: 'User', id: Row.Guid, name: Row.Name }))}
      nobody="Nobody is in this group yet."
      loses="loses what this group gives at once."
      page={{
        number: page,
        size: pageLength,
        total: reply.FullCount,
        onChange: (number) => void navigate({ search: { page: number } }),
      }}
      change={
        lackOf(me, 'dsman') === undefined
          ? {
              add: (member) => addToGroup.mutate({ ID: id, Users: [member.id] }),
              adding: addToGroup.isPending,
              problem: addToGroup.error,
              remove: (member) => removeFromGroup.mutateAsync({ ID: id, Users: [member.id] }),
            }
          : undefined
      }
    />
  )
}
