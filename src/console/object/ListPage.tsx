import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Navigate, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'
import { lackOf } from '#console/api/me.ts'
import { offersNoun } from '#console/api/offered.ts'
import { pageLength, rowsOf, type RowsQuery } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import type { BulkBar as Bar } from './bulk/BulkBar.tsx'
import type { Chosen } from './bulk/chosen.ts'
import { DeletedNotice } from './DeletedNotice.tsx'
import { useComeBack, useLeaveList } from './lastList.ts'
import { isShown, useListView } from './listView.ts'
import type { ListSearch } from './objectRoutes.ts'
import type { ListKeys, ListTools as Tools } from './ListTools.tsx'

const BulkBar = lazy(() => import('./bulk/BulkBar.tsx').then((m) => ({ default: m.BulkBar }))) as typeof Bar
const RowBox = lazy(() => import('./bulk/RowBox.tsx').then((m) => ({ default: m.RowBox })))
const ListTools = lazy(() =>
  import('./ListTools.tsx').then((m) => ({ default: m.ListTools })),
) as typeof Tools

type Props<Row> = {
  type: ObjectType
  search: ListSearch
  reading: RowsQuery<Row>
  /** What the column of names is called. */
  nameTitle?: string
  /** The columns after the name. */
  columns: Column<Row>[]
  /** In the place of rows when there are none. */
  empty: ReactNode
  /** Instead of the button that adds one. */
  actions?: ReactNode
  filters?: ReactNode
  /** False where there is nothing to search. */
  searchable?: boolean
}

/** The list of a noun: how many there are, search, the way to each and to a new one. */
export function ListPage<Row extends { ID: string; Name: string }>(props: Props<Row>) {
  const { offered } = signedInRoute.useRouteContext()
  return offersNoun(offered, props.type) ? (
    <List {...props} />
  ) : (
    <NotOfferedPage what={nouns[props.type].many} />
  )
}

function List<Row extends { ID: string; Name: string }>({
  type,
  search,
  reading,
  nameTitle = 'Name',
  columns,
  empty,
  actions,
  filters,
  searchable = true,
}: Props<Row>) {
  const { title, path } = nouns[type]
  const leave = useLeaveList(type, search)
  const navigate = useNavigate()
  const reply = useSuspenseQuery(reading).data
  const rows = rowsOf(reply, reading)
  const ids = rows.map(({ ID }) => ID)
  const linkOf = useComeBack(type, ids)
  const [chosen, setChosen] = useState<Chosen>(null)
  const keys = useRef<ListKeys>(null)
  const [view, setView] = useListView(type)
  if (search.page > 1 && reply.Results.length === 0)
    return <Navigate to="." search={(now) => ({ ...now, page: 1 })} replace />
  return (
    <>
      <PageHeader
        title={title}
        count={reply.FullCount}
        actions={
          <>
            <Suspense>
              {rows.length > 0 && (
                <ListTools
                  type={type}
                  reading={reading}
                  total={reply.FullCount}
                  columns={columns}
                  view={view}
                  onView={setView}
                  ref={keys}
                  page={ids}
                  chosen={chosen}
                  onChoose={setChosen}
                />
              )}
            </Suspense>
            {actions ?? <Add type={type} />}
          </>
        }
      />
      <DeletedNotice />
      {searchable && (
        <Toolbar role="search">
          <SearchField
            label={`Search ${title.toLowerCase()}`}
            value={search.q}
            onSearch={(q) =>
              void navigate({ to: '.', search: (now) => ({ ...now, q, page: 1 }), replace: true })
            }
          />
          {filters}
        </Toolbar>
      )}
      <Suspense>
        {chosen && (
          <BulkBar
            type={type}
            chosen={chosen}
            page={ids}
            reading={reading}
            total={reply.FullCount}
            onChange={setChosen}
          />
        )}
      </Suspense>
      <DataTable
        onKeyDown={(event) => keys.current?.(event)}
        label={title}
        columns={[
          {
            title: nameTitle,
            sort: 'Name',
            cell: ({ ID, Name }) => (
              <>
                {chosen && (
                  <Suspense>
                    <RowBox id={ID} name={Name} page={ids} chosen={chosen} onChange={setChosen} />
                  </Suspense>
                )}
                <Link
                  to={`${path}/$id` as const}
                  params={{ id: ID }}
                  className={rowLink}
                  ref={linkOf(ID)}
                  onClick={() => leave(ID, ids.indexOf(ID))}
                >
                  <bdi>{Name}</bdi>
                </Link>
              </>
            ),
          },
          ...columns.filter((column) => isShown(column, view)),
        ]}
        dense={view.includes('dense')}
        rows={rows}
        keyOf={({ ID }) => ID}
        empty={typeof empty === 'string' ? <EmptyState>{empty}</EmptyState> : empty}
        sort={{
          by: search.sort,
          onChange: (sort) =>
            void navigate({ to: '.', search: (now) => ({ ...now, sort, page: 1 }), replace: true }),
        }}
        page={{
          number: search.page,
          size: pageLength,
          total: reply.FullCount,
          onChange: (page) => void navigate({ to: '.', search: (now) => ({ ...now, page }) }),
        }}
      />
    </>
  )
}

/** An application is added from the catalogue: its list brings actions of its own. */
function Add({ type }: { type: ObjectType }) {
  const { me } = signedInRoute.useRouteContext()
  if (type === 'application') return null
  const look = { look: 'primary', icon: Plus, children: `Add ${nouns[type].one}` } as const
  const lack = lackOf(me, ...nouns[type].writers)
  return lack ? (
    <Button {...look} disabledReason={lack} />
  ) : (
    <ButtonLink to={`${nouns[type].path}/new` as const} {...look} />
  )
}
