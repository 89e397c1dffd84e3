import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Members, type Member } from '#console/object/members/Members.tsx'
import { membersQuery } from './roleQueries.ts'

export function RoleMembers({ id, gives }: { id: string; gives: string | null }) {
  const { me } = signedInRoute.useRouteContext()
  const addToRole = useAct('addToRole')
  const removeFromRole = useAct('removeFromRole')
  return (
    <Members
      of={id}
      types={['User', 'Group', 'Role']}
      reading={(page) => membersQuery(id, page)}
      memberOf={({ Guid, Name, Type }) => ({ type: Type, id: Guid, name: Name })}
      nobody="Nobody is in this role yet, so what it allows reaches nobody."
      gives={gives}
      loses="loses the rights and applications of this role at once."
      disabledReason={
        id === 'everybody' ? 'Its members follow from each user’s settings.' : lackOf(me, 'roleman')
      }
      add={(member) => addToRole.mutate({ Name: id, ...named(member) })}
      adding={addToRole}
      remove={(member) => removeFromRole.mutateAsync({ Name: id, ...named(member) })}
    />
  )
}

const listOf = { User: 'Users', Group: 'Groups', Role: 'Roles' } as const
const named = ({ type, id }: Member) => ({ [listOf[type]]: [id] })
