import { styled } from '@mui/material/styles'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { PickedPrincipal } from '#console/form/PrincipalPicker.tsx'
import { AddPrincipal } from '#console/form/AddPrincipal.tsx'

export type Member = Pick<PickedPrincipal, 'type' | 'id' | 'name'>

type Props = {
  members: Member[]
  /** The role or group itself, which is not offered as its own member. */
  of: string
  types: readonly Member['type'][]
  /** In the place of members when there are none. */
  nobody: string
  /** What a member loses who is taken out. */
  loses: string
  page: { number: number; size: number; total: number; onChange: (page: number) => void }
  /** Left out for whoever may only look. */
  change?: Change | undefined
}

type Change = {
  add: (member: Member) => void
  adding: boolean
  problem: Error | null
  remove: (member: Member) => Promise<unknown>
}

/** Who is in a role or group. Each change is saved at once. */
export function Members({ members, of, types, nobody, loses, page, change }: Props) {
  const [removing, setRemoving] = useState<Member | null>(null)
  return (
    <>
      {change?.problem && (
        <ProblemBanner key={change.problem.message} {...problemInWords(change.problem)} focused />
      )}
      {change && (
        <Adding>
          <AddPrincipal
            types={types}
            without={new Set([of, ...members.map(({ id }) => id)])}
            onAdd={change.add}
            busy={change.adding}
          />
        </Adding>
      )}
      <DataTable
        label="Members"
        columns={columnsFor(types.length > 1, change && setRemoving)}
        rows={members}
        keyOf={({ id }) => id}
        empty={<EmptyState>{nobody}</EmptyState>}
        page={page}
      />
      {removing && change && (
        <ConfirmDialog
          title={`Remove ${removing.name}`}
          confirm="Remove member"
          problemInWords={problemInWords}
          onConfirm={async () => {
            await change.remove(removing)
            setRemoving(null)
          }}
          onClose={() => setRemoving(null)}
        >
          {removing.name} {loses}
        </ConfirmDialog>
      )}
    </>
  )
}

const columnsFor = (
  ofSeveralKinds: boolean,
  onRemove: ((member: Member) => void) | undefined,
): Column<Member>[] => [
  { title: 'Name', cell: (member) => <MemberLink member={member} /> },
  ...(ofSeveralKinds ? [kind] : []),
  ...(onRemove ? [removal(onRemove)] : []),
]

const kind: Column<Member> = { title: 'Kind', narrow: true, cell: ({ type }) => type }

const removal = (onRemove: (member: Member) => void): Column<Member> => ({
  title: 'Action',
  narrow: true,
  action: true,
  cell: (member) => <IconButton icon={X} label={`Remove ${member.name}`} onClick={() => onRemove(member)} />,
})

const pageOf = { User: '/users/$id', Group: '/groups/$id', Role: '/roles/$id' } as const

const MemberLink = ({ member: { type, id, name } }: { member: Member }): ReactNode => (
  <Link to={pageOf[type]} params={{ id }} className={rowLink}>
    <bdi>{name}</bdi>
  </Link>
)

const Adding = styled('div')(({ theme }) => ({ marginBottom: theme.spacing(3) }))
