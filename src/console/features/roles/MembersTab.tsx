import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { pageLength } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Members, type Member } from '#console/object/members/Members.tsx'
import { membersQuery } from './roleQueries.ts'

const route = getRouteApi('/signedIn/roles/$id/members')

export function MembersTab() {
  const { id } = route.useParams()
  const { page } = route.useSearch()
  const navigate = route.useNavigate()
  const { me } = signedInRoute.useRouteContext()
  const reply = useSuspenseQuery(membersQuery(id, page)).data
  const addToRole = useAct('addToRole')
  const removeFromRole = useAct('removeFromRole')
  const changeable = id !== 'everybody' && lackOf(me, 'roleman') === undefined

  return (
    <Members
      of={id}
      types={['User', 'Group', 'Role']}
      members={reply.Results.map(({ Row }) => ({ type: Row.Type, id: Row.Guid, name: Row.Name }))}
      nobody="Nobody is in this role yet, so what it allows reaches nobody."
      loses="loses the rights and applications of this role at once."
      page={{
        number: page,
        size: pageLength,
        total: reply.FullCount,
        onChange: (number) => void navigate({ search: { page: number } }),
      }}
      change={
        changeable
          ? {
              add: (member) => addToRole.mutate({ Name: id, ...named(member) }),
              adding: addToRole.isPending,
              problem: addToRole.error,
              remove: (member) => removeFromRole.mutateAsync({ Name: id, ...named(member) }),
            }
          : undefined
      }
    />
  )
}

const listOf = { User: 'Users', Group: 'Groups', Role: 'Roles' } as const
const named = ({ type, id }: Member) => ({ [listOf[type]]: [id] })
