import { useEffect, useRef, useState } from 'react'
import type { RowsQuery } from '#console/api/redrock.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { saveFile } from './saveFile.ts'
import { writeRows, type Format, type Progress, type Written } from './writeRows.ts'

type State =
  | { at: 'start' }
  | ({ at: 'work' } & Progress)
  | ({ at: 'end'; name: string } & Omit<Written, 'file'>)
  | { at: 'fault'; error: unknown; format: Format }

/** Writes a list into a file that the browser saves. Whoever leaves stops it. */
export function useExport<Row>(type: ObjectType, reading: RowsQuery<Row>) {
  const [state, setState] = useState<State>({ at: 'start' })
  const under = useRef<AbortController>(null)
  useEffect(() => () => under.current?.abort(), [])

  const start = async (format: Format) => {
    const { signal } = (under.current = new AbortController())
    setState({ at: 'work', rows: 0, total: 0 })
    try {
      const onProgress = (progress: Progress) => setState({ at: 'work', ...progress })
      const { file, ...written } = await writeRows({ type, reading, format, signal, onProgress })
      const name = saveFile(file, { what: nouns[type].many.replaceAll(' ', '-'), ending: format })
      setState({ at: 'end', name, ...written })
    } catch (error) {
      if (!signal.aborted) setState({ at: 'fault', error, format })
    }
  }
  return { state, start: (format: Format) => void start(format) }
}
