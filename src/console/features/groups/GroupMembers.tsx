import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Members } from '#console/object/members/Members.tsx'
import { membersQuery } from './groupQueries.ts'

export function GroupMembers({ id }: { id: string }) {
  const { me } = signedInRoute.useRouteContext()
  const addToGroup = useAct('addToGroup')
  const removeFromGroup = useAct('removeFromGroup')
  return (
    <Members
      of={id}
      types={['User']}
      reading={(page) => membersQuery(id, page)}
      memberOf={({ Guid, Name }) => ({ type: 'User', id: Guid, name: Name })}
      nobody="Nobody is in this group yet."
      loses="loses what this group gives at once."
      disabledReason={lackOf(me, 'dsman')}
      add={(member) => addToGroup.mutate({ ID: id, Users: [member.id] })}
      adding={addToGroup}
      remove={(member) => removeFromGroup.mutateAsync({ ID: id, Users: [member.id] })}
    />
  )
}
