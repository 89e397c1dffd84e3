import { styled } from '@mui/material/styles'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import type { Category } from '#schema/category.ts'
import type { ObjectType } from '#schema/nouns.ts'
import { ChangesInWords } from '#console/form/ChangesInWords.tsx'
import { changelogQuery } from './changelogQuery.ts'

type Entries = Result<'historyList'>['entries']
type Props = { type: ObjectType; id: string; categories: readonly Category[] }

/** Who changed what, when, in words. */
export function Changelog({ type, id, categories }: Props) {
  const { entries, more } = useSuspenseQuery(changelogQuery(type, id)).data
  if (entries.length === 0) return <EmptyState>Nothing has been recorded about this object yet.</EmptyState>
  return (
    <List>
      <Versions entries={entries} categories={categories} />
      {more && <Older type={type} id={id} categories={categories} before={entries.at(-1)?.version ?? 0} />}
    </List>
  )
}

/** The versions before one: asked for when somebody wants them. */
function Older({ before, ...props }: Props & { before: number }) {
  const [wanted, setWanted] = useState(false)
  const { data, error, refetch } = useQuery({
    ...query('historyList', { type: props.type, id: props.id, before }),
    enabled: wanted,
  })
  if (error) return <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />
  if (!data)
    return (
      <li>
        <Button busy={wanted} onClick={() => setWanted(true)}>
          Show older changes
        </Button>
      </li>
    )
  return (
    <>
      <Versions entries={data.entries} categories={props.categories} />
      {data.more && <Older {...props} before={data.entries.at(-1)?.version ?? 0} />}
    </>
  )
}

const Versions = ({ entries, categories }: { entries: Entries; categories: readonly Category[] }) =>
  entries.map(({ version, at, who, why, changes }) => (
    <Version key={version}>
      <Head>
        <strong>
          <bdi>{who}</bdi>
        </strong>
        <RelativeTime at={at} />
        <span>Version {version}</span>
      </Head>
      {why && <Why>{why}</Why>}
      {changes.length > 0 && (
        <ChangesInWords
          categories={categories}
          changes={changes.map(({ path, before, after }) => ({ path, before, after }))}
        />
      )}
    </Version>
  ))

const List = styled('ol')({ listStyle: 'none', margin: 0, padding: 0, maxWidth: 800 })

const Version = styled('li')(({ theme }) => ({
  padding: theme.spacing(3, 0),
  '& + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
}))

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'baseline',
  columnGap: theme.spacing(3),
  color: theme.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
  '& strong': { fontWeight: 500, color: theme.vars.palette.text.primary },
}))

const Why = styled('p')(({ theme }) => ({ margin: theme.spacing(1, 0), overflowWrap: 'anywhere' }))
