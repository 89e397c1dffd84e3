import { styled } from '@mui/material/styles'
import { problemInWords } from '#console/api/problem.ts'
import type { RowsQuery } from '#console/api/redrock.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { useExport } from './useExport.ts'

type Props<Row> = { type: ObjectType; reading: RowsQuery<Row>; total: number; onClose: () => void }

/** A list as a file: all of its pages, as search, filters and order leave them. */
export function ExportDialog<Row>({ type, reading, total, onClose }: Props<Row>) {
  const { one, many } = nouns[type]
  const { state, start } = useExport(type, reading)
  const counted = (count: number) => `${count.toLocaleString()} ${count === 1 ? one : many}`
  const again = state.at === 'fault' ? () => start(state.format) : undefined
  return (
    <Dialog
      title={`Export ${many}`}
      onClose={onClose}
      actions={
        state.at === 'start' ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button onClick={() => start('json')}>Save as JSON</Button>
            <Button look="primary" onClick={() => start('csv')}>
              Save as CSV
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{state.at === 'work' ? 'Cancel' : 'Close'}</Button>
        )
      }
    >
      {state.at === 'fault' && <ProblemBanner {...problemInWords(state.error)} focused onRetry={again} />}
      {(state.at === 'start' || state.at === 'fault') && (
        <>
          <p>
            The file has all pages of this list, with its search, filters and order as they are now:{' '}
            {counted(total)}.
          </p>
          <p>
            CSV is for spreadsheets: text that they would take for a formula gets a ' before it. JSON has all
            text as it is. Dates are UTC.
          </p>
        </>
      )}
      {state.at === 'work' && (
        <>
          <p>
            {state.rows.toLocaleString()} of {counted(Math.max(state.total, total))}
          </p>
          <Bar aria-label="Written" value={state.rows} max={Math.max(state.total, total)} />
        </>
      )}
      {state.at === 'end' && (
        <>
          <p role="status">
            {state.name} has {counted(state.rows)}.
          </p>
          {state.before !== state.after && (
            <NoticeBanner tone="warning">
              Somebody changed the list meanwhile: it had {counted(state.before)} when the file was begun and{' '}
              {counted(state.after)} when it ended. One may be missing or there twice. Export again for a
              whole list.
            </NoticeBanner>
          )}
        </>
      )}
    </Dialog>
  )
}

const Bar = styled('progress')(({ theme }) => ({
  width: '100%',
  accentColor: theme.vars.palette.primary.main,
}))
