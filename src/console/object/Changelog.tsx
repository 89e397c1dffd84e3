import { styled } from '@mui/material/styles'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import type { Category } from '#schema/category.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { useChanges } from '#console/form/useChanges.ts'
import { ChangesInWords } from '#console/form/ChangesInWords.tsx'
import { CompareVersions } from './CompareVersions.tsx'
import { changelogQuery } from './changelogQuery.ts'

type Entries = Result<'historyList'>['entries']
type Props = { type: ObjectType; id: string; categories: readonly Category[] }

/** Who changed what, when, in words. */
export function Changelog(props: Props) {
  const { type, id, categories } = props
  const { entries, more } = useSuspenseQuery(changelogQuery(type, id)).data
  const [comparing, compare] = useState<number | null>(null)
  const newest = entries[0]?.version ?? 0
  const navigate = useNavigate()
  const { readOnlyReason } = useHeldForm()
  const edited = useChanges().length > 0
  const context = signedInRoute.useRouteContext()
  if (entries.length === 0) return <EmptyState>Nothing has been recorded about this object yet.</EmptyState>
  const restore = (version: number) =>
    void navigate({
      to: `${nouns[type].path}/$id/$tab` as const,
      params: { id, tab: categories[0]?.id ?? '' },
      state: { from: { id, version, called: `version ${version}` } },
    })
  const noRestore = readOnlyReason ?? (edited ? 'Save or discard your changes first.' : undefined)
  const shown = { ...props, newest, compare, restore, noRestore }
  return (
    <>
      {readsEvents(context) && (
        <p>
          <TextLink to="/events" search={type === 'application' ? { application: id } : { object: id }}>
            All events about it
          </TextLink>
        </p>
      )}
      <List>
        <Versions {...shown} entries={entries} />
        {more && <Older {...shown} before={entries.at(-1)?.version ?? 0} />}
      </List>
      {comparing !== null && (
        <CompareVersions
          type={type}
          id={id}
          categories={categories}
          newest={newest}
          from={comparing}
          onClose={() => compare(null)}
        />
      )}
    </>
  )
}

type Shown = Props & {
  newest: number
  compare: (version: number) => void
  /** Takes the settings of a version into the form. */
  restore: (version: number) => void
  /** Why none can be taken now. */
  noRestore: string | undefined
}

/** The versions before one: asked for when somebody wants them. */
function Older({ before, ...props }: Shown & { before: number }) {
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
      <Versions {...props} entries={data.entries} />
      {data.more && <Older {...props} before={data.entries.at(-1)?.version ?? 0} />}
    </>
  )
}

const Versions = ({
  entries,
  categories,
  newest,
  compare,
  noRestore,
  restore,
}: Shown & { entries: Entries }) =>
  entries.map(({ version, at, who, why, changes }) => (
    <Version key={version}>
      <Head>
        <strong>
          <bdi>{who}</bdi>
        </strong>
        <RelativeTime at={at} />
        <span>Version {version}</span>
        {newest > 1 && (
          <Acts>
            <Button look="plain" aria-label={`Compare version ${version}`} onClick={() => compare(version)}>
              Compare
            </Button>
            {version < newest && (
              <Button
                look="plain"
                aria-label={`Restore version ${version}`}
                disabledReason={noRestore}
                onClick={() => restore(version)}
              >
                Restore
              </Button>
            )}
          </Acts>
        )}
      </Head>
      {why && <Why dir="auto">{why}</Why>}
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

const Acts = styled('span')(({ theme }) => ({
  display: 'inline-flex',
  gap: theme.spacing(2),
  marginLeft: 'auto',
}))

const Why = styled('p')(({ theme }) => ({ margin: theme.spacing(1, 0), overflowWrap: 'anywhere' }))
