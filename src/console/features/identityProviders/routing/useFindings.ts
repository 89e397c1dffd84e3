import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Result } from '#console/api/call.ts'
import type { ApiProblem } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { useDebounced } from '#console/ui/useDebounced.ts'
import type { SentRule } from './rule.ts'

export type Finding = Result<'getRoutingFindings'>['Findings'][number]

/** Milliseconds without another edit after which the tenant is asked. */
const pause = 500

/** What is risky about the rules as they are edited, or as they are saved where nothing is. The answer before stays until there is another. */
export function useFindings(unsaved: SentRule[] | null): {
  findings: readonly Finding[]
  error: ApiProblem | null
  busy: boolean
} {
  const [asked, setAsked] = useState<SentRule[] | null>(null)
  const { ask } = useDebounced(setAsked, pause)
  useEffect(() => {
    if (unsaved) ask(unsaved)
  }, [unsaved, ask])
  const saved = useQuery({ ...query('getRoutingFindings', {}), enabled: unsaved === null })
  const edited = useQuery({
    ...query('checkRoutingRules', { Rules: asked ?? [] }),
    enabled: unsaved !== null && asked !== null,
    placeholderData: keepPreviousData,
  })
  const shown = unsaved === null || asked === null ? saved : edited
  return { findings: shown.data?.Findings ?? [], error: shown.error, busy: shown.isFetching }
}
