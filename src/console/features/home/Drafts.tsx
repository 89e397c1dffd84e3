import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import type { Result } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query, useAct } from '#console/api/queries.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { capital } from '#schema/capital.ts'
import { nouns, objectTypes } from '#schema/nouns.ts'

type Draft = Result<'draftsList'>[number]

/** Unfinished forms of this person, from whatever computer. */
export function Drafts() {
  const drafts = useSuspenseQuery(query('draftsList')).data
  const deleteDraft = useAct('draftsDelete')
  if (drafts.length === 0) return null
  return (
    <section style={{ marginTop: 32 }}>
      <SectionHeading>Go on where you stopped</SectionHeading>
      {deleteDraft.error && <ProblemBanner {...problemInWords(deleteDraft.error)} focused />}
      <DataTable
        label="Drafts"
        columns={columnsFor((id) => deleteDraft.mutate({ id }))}
        rows={drafts}
        keyOf={({ id }) => id}
        empty={null}
      />
    </section>
  )
}

const columnsFor = (onDelete: (id: string) => void): Column<Draft>[] => [
  { title: 'Draft', cell: (draft) => <DraftLink draft={draft} /> },
  { title: 'Last change', narrow: true, cell: ({ updatedAt }) => <RelativeTime at={updatedAt} /> },
  {
    title: 'Action',
    narrow: true,
    action: true,
    cell: ({ id, title }) => (
      <IconButton icon={Trash2} label={`Delete the draft ${title}`} onClick={() => onDelete(id)} />
    ),
  },
]

/** The kind says where a draft is gone on with: "setup/siem", "role/new". One of an unknown kind is only listed. */
function DraftLink({ draft: { id, kind, title, gone } }: { draft: Draft }) {
  const recipe = /^setup\/(.+)$/.exec(kind)?.[1]
  const name = <bdi>{title || 'Untitled'}</bdi>
  if (gone)
    return (
      <>
        {name}
        <div>Its identity provider was deleted. Delete the draft, too.</div>
      </>
    )
  if (recipe !== undefined)
    return (
      <>
        <Link to="/apps/setup/$recipe" params={{ recipe }} search={{ draft: id }} className={rowLink}>
          {name}
        </Link>{' '}
        <small>{capital(nouns.application.one)}</small>
      </>
    )
  const begun = objectTypes.find((type) => type !== 'application' && kind === `${type}/new`)
  if (begun !== undefined && begun !== 'application')
    return (
      <>
        <Link to={`${nouns[begun].path}/new` as const} search={{ draft: id }} className={rowLink}>
          {name}
        </Link>{' '}
        <small>{capital(nouns[begun].one)}</small>
      </>
    )
  // That of an identity provider has its id
  if (kind === 'identityProvider/setup')
    return (
      <>
        <Link to="/identity-providers/setup/$id" params={{ id }} className={rowLink}>
          {name}
        </Link>{' '}
        <small>{capital(nouns.identityProvider.one)}</small>
      </>
    )
  return name
}
