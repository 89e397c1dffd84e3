import { problemInWords } from '#console/api/problem.ts'
import { streamed } from '#console/api/streamed.ts'
import { saveFile } from '#console/object/export/saveFile.ts'
import { useSaving } from '#console/object/export/useSaving.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { exportTypes } from '#schema/calls/eventCalls.ts'
import { filterOf } from './eventQueries.ts'
import { isNarrowed, type EventsSearch } from './eventsSearch.ts'

type Format = keyof typeof exportTypes
const formats: Record<Format, string> = { csv: 'CSV', jsonl: 'JSON lines', cef: 'CEF' }

/** The log as a file, as the filters leave it. Each part becomes a Blob, which the browser keeps outside of the page’s memory. */
export function ExportEvents({ search, onClose }: { search: EventsSearch; onClose: () => void }) {
  const { state, start } = useSaving({ bytes: 0 }, async (format: Format, { signal, onProgress }) => {
    const parts: Blob[] = []
    let bytes = 0
    for await (const part of streamed('exportEvents', { ...filterOf(search), format }, signal)) {
      parts.push(new Blob([part]))
      bytes += part.length
      onProgress({ bytes })
    }
    const file = new Blob(parts, { type: exportTypes[format] })
    return { bytes, name: saveFile(file, { what: 'audit-log', ending: format }) }
  })
  const again = state.at === 'fault' ? () => start(state.format) : undefined
  return (
    <Dialog
      title="Export events"
      onClose={onClose}
      actions={
        state.at === 'start' ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            {(['cef', 'jsonl'] as const).map((format) => (
              <Button key={format} onClick={() => start(format)}>
                {`Save as ${formats[format]}`}
              </Button>
            ))}
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
            {isNarrowed(search)
              ? 'The file has all events that the filters let through, the oldest first.'
              : 'The file has the whole log, the oldest event first. Set filters, such as From and Until, for a part of it.'}
          </p>
          <p>
            CSV is for spreadsheets: text that they would take for a formula gets a &apos; before it. JSON
            lines have all text as it is. CEF is what SIEM products read. Moments are UTC.
          </p>
        </>
      )}
      {state.at === 'work' && (
        <p role="status">{inWords(state.bytes)} so far. The file is saved when it is whole.</p>
      )}
      {state.at === 'end' && (
        <p role="status">
          {state.name} has been saved: {inWords(state.bytes)}.
        </p>
      )}
    </Dialog>
  )
}

const inWords = (bytes: number) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000).toLocaleString()} KB` : `${(bytes / 1e6).toFixed(1)} MB`
