import { useEffect, useRef, useState } from 'react'

type State<Format, Work, End> =
  | { at: 'start' }
  | ({ at: 'work' } & Work)
  | ({ at: 'end' } & End)
  | { at: 'fault'; error: unknown; format: Format }

type Saving<Work> = { signal: AbortSignal; onProgress: (work: Work) => void }

/** How far a file is that is written and saved. Whoever leaves stops it. */
export function useSaving<Format, Work extends object, End extends object>(
  begin: Work,
  save: (format: Format, saving: Saving<Work>) => Promise<End>,
) {
  const [state, setState] = useState<State<Format, Work, End>>({ at: 'start' })
  const under = useRef<AbortController>(null)
  useEffect(() => () => under.current?.abort(), [])

  const start = async (format: Format) => {
    const { signal } = (under.current = new AbortController())
    const onProgress = (work: Work) => setState({ at: 'work', ...work })
    onProgress(begin)
    try {
      setState({ at: 'end', ...(await save(format, { signal, onProgress })) })
    } catch (error) {
      if (!signal.aborted) setState({ at: 'fault', error, format })
    }
  }
  return { state, start: (format: Format) => void start(format) }
}
