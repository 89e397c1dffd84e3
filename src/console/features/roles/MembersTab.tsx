import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { Result } from '#console/api/call.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { AddMember } from './AddMember.tsx'
import { membersPageSize, membersQuery } from './membersQuery.ts'

const route = getRouteApi('/signedIn/roles/$id/members')

type Member = Result<'getRoleMembers'>['Results'][number]['Row']

/** Who is in the role. Each change is saved at once. */
export function MembersTab() {
  const { id } = route.useParams()
  const { page } = route.useSearch()
  const navigate = route.useNavigate()
  const { me } = signedInRoute.useRouteContext()
  const reply = useSuspenseQuery(membersQuery(id, page)).data
  const [removing, setRemoving] = useState<Member | null>(null)
  const removeFromRole = useAct('removeFromRole')
  const members = reply.Results.map(({ Row }) => Row)
  const changeable = id !== 'everybody' && lackOf(me, 'roleman') === undefined

  const remove = async ({ Type, Guid }: Member) => {
    await removeFromRole.mutateAsync({ Name: id, [listOf[Type]]: [Guid] })
    setRemoving(null)
  }

  return (
    <>
      {changeable && <AddMember role={id} present={members.map(({ Guid }) => Guid)} />}
      <DataTable
        label="Members"
        columns={columnsFor(changeable ? setRemoving : undefined)}
        rows={members}
        keyOf={({ Guid }) => Guid}
        empty={<EmptyState>Nobody is in this role yet, so what it allows reaches nobody.</EmptyState>}
        page={{
          number: page,
          size: membersPageSize,
          total: reply.FullCount,
          onChange: (number) => void navigate({ search: { page: number } }),
        }}
      />
      {removing && (
        <ConfirmDialog
          title={`Remove ${removing.Name}`}
          confirm="Remove member"
          problemInWords={problemInWords}
          onConfirm={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          {removing.Name} loses the rights and applications of this role at once.
        </ConfirmDialog>
      )}
    </>
  )
}

const columnsFor = (onRemove: ((member: Member) => void) | undefined): Column<Member>[] => [
  { title: 'Name', cell: (member) => <MemberLink member={member} /> },
  { title: 'Kind', narrow: true, cell: ({ Type }) => Type },
  ...(onRemove ? [removal(onRemove)] : []),
]

const removal = (onRemove: (member: Member) => void): Column<Member> => ({
  title: 'Action',
  narrow: true,
  cell: (member) => <IconButton icon={X} label={`Remove ${member.Name}`} onClick={() => onRemove(member)} />,
})

function MemberLink({ member: { Guid, Name, Type } }: { member: Member }) {
  const name = <bdi>{Name}</bdi>
  if (Type === 'Group') return name
  return (
    <Link to={Type === 'User' ? '/users/$id' : '/roles/$id'} params={{ id: Guid }} className={rowLink}>
      {name}
    </Link>
  )
}

const listOf = { User: 'Users', Group: 'Groups', Role: 'Roles' } as const
