import { styled } from '@mui/material/styles'
import { useSuspenseQuery, type UseSuspenseQueryOptions } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { problemInWords, type ApiProblem } from '#console/api/problem.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { PickedPrincipal } from '#console/form/PrincipalPicker.tsx'
import { AddPrincipal } from '#console/form/AddPrincipal.tsx'
import { nouns, principalNouns } from '#schema/nouns.ts'
import { usePages } from '../usePages.ts'

export type Member = Pick<PickedPrincipal, 'type' | 'id' | 'name'>

type Page = { Results: { Row: unknown }[]; FullCount: number }

type Props<Reply extends Page> = {
  /** Reads a page of them. */
  reading: (page: number) => UseSuspenseQueryOptions<Reply, ApiProblem>
  memberOf: (row: Reply['Results'][number]['Row']) => Member
  /** The role or group itself, which is not offered as its own member. */
  of: string
  types: readonly Member['type'][]
  /** In the place of members when there are none. */
  nobody: string
  /** What a member loses who is taken out. */
  loses: string
  /** What a new member will be able to do; it is asked about before. */
  gives?: string | null
  /** Why they cannot be changed. */
  disabledReason: string | undefined
  add: (member: Member) => void
  adding: { isPending: boolean; error: Error | null }
  remove: (member: Member) => Promise<unknown>
}

/** Who is in a role or group. Each change is saved at once. */
export function Members<Reply extends Page>({
  reading,
  memberOf,
  of,
  types,
  nobody,
  loses,
  gives = null,
  disabledReason,
  add,
  adding,
  remove,
}: Props<Reply>) {
  const [removing, setRemoving] = useState<Member | null>(null)
  const [wanted, want] = useState<Member | null>(null)
  const pages = usePages()
  const reply = useSuspenseQuery(reading(pages.number)).data
  const members = reply.Results.map(({ Row }) => memberOf(Row))
  return (
    <>
      {adding.error && <ProblemBanner key={adding.error.message} {...problemInWords(adding.error)} focused />}
      <Adding>
        <AddPrincipal
          types={types}
          without={new Set([of, ...members.map(({ id }) => id)])}
          onAdd={gives === null ? add : want}
          busy={adding.isPending}
          disabledReason={disabledReason}
        />
      </Adding>
      <DataTable
        label="Members"
        columns={columnsFor(types.length > 1, disabledReason ? undefined : setRemoving)}
        rows={members}
        keyOf={({ id }) => id}
        empty={<EmptyState>{nobody}</EmptyState>}
        page={pages.of(reply.FullCount)}
      />
      {wanted && !disabledReason && (
        <ConfirmDialog
          title={`Add ${wanted.name}?`}
          confirm="Add member"
          look="primary"
          onConfirm={() => {
            add(wanted)
            want(null)
          }}
          onClose={() => want(null)}
        >
          {wanted.type === 'User' ? wanted.name : `Everybody in ${wanted.name}`} will be able to {gives}.
        </ConfirmDialog>
      )}
      {removing && !disabledReason && (
        <ConfirmDialog
          title={`Remove ${removing.name}`}
          confirm="Remove member"
          problemInWords={problemInWords}
          onConfirm={async () => {
            await remove(removing)
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

const MemberLink = ({ member: { type, id, name } }: { member: Member }): ReactNode => (
  <Link to={`${nouns[principalNouns[type]].path}/$id` as const} params={{ id }} className={rowLink}>
    <bdi>{name}</bdi>
  </Link>
)

const Adding = styled('div')(({ theme }) => ({ marginBottom: theme.spacing(3) }))
