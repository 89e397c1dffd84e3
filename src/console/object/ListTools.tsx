import { Columns3 } from 'lucide-react'
import { useImperativeHandle, useState, type KeyboardEvent, type Ref } from 'react'
import { lackOf } from '#console/api/me.ts'
import type { RowsQuery } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { rowKeys } from '#console/ui/rowKeys.ts'
import { bulkCallOf, isBulkType } from '#schema/bulk.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { nothing, toggled, type Chosen } from './bulk/chosen.ts'
import { ExportDialog } from './export/ExportDialog.tsx'
import type { ListView } from './listView.ts'
import { ViewDialog } from './ViewDialog.tsx'

type Props<Row> = {
  type: ObjectType
  reading: RowsQuery<Row>
  total: number
  columns: readonly { title: string; extra?: boolean }[]
  view: ListView
  onView: (view: ListView) => void
  /** The ids of the page. */
  page: readonly string[]
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** Hears the keys that are pressed in the list. */
  ref: Ref<ListKeys>
}

export type ListKeys = (event: KeyboardEvent<HTMLElement>) => void

/** What can be done with a list as a whole: select rows, export it, arrange its columns. */
export function ListTools<Row>({ type, reading, total, columns, view, page, ref, ...on }: Props<Row>) {
  const [shown, setShown] = useState<'export' | 'view' | null>(null)
  const { me, offered } = signedInRoute.useRouteContext()
  const { many, writers } = nouns[type]
  const lack = lackOf(me, ...writers)
  const selects = isBulkType(type) && offered(bulkCallOf[type])
  useImperativeHandle(
    ref,
    () => (event) =>
      rowKeys(event, (row, through) => {
        if (selects && !lack) on.onChoose(toggled(on.chosen, { page, row, through }))
      }),
  )
  const onClose = () => setShown(null)
  return (
    <>
      {selects && (
        <Button
          aria-pressed={on.chosen !== null}
          disabledReason={lack && `Select ${many} to change several at once. ${lack}`}
          onClick={() => on.onChoose(on.chosen ? null : nothing)}
        >
          Select
        </Button>
      )}
      <Button onClick={() => setShown('export')}>Export</Button>
      {columns.length > 1 && <IconButton icon={Columns3} label="Columns" onClick={() => setShown('view')} />}
      {shown === 'export' && <ExportDialog type={type} reading={reading} total={total} onClose={onClose} />}
      {shown === 'view' && (
        <ViewDialog many={many} columns={columns} view={view} onChange={on.onView} onClose={onClose} />
      )}
    </>
  )
}
