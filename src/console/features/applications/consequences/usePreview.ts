import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Params, Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'
import { equal } from '#schema/change.ts'

export type PreviewOf = Params<'previewToken'>
export type Preview = Result<'previewToken'>

const pause = 250

/** What the values mean, asked again when they have not changed for a moment. The last answer stays until there is another one. */
export function usePreview(of: PreviewOf, enabled: boolean) {
  const { data, error, isFetching, refetch } = useQuery({
    ...query('previewToken', useSettled(withoutLogo(of))),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled,
  })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  return { preview: data ?? last, error, isFetching, retry: () => void refetch() }
}

/** It says nothing about a token, and is large. */
const withoutLogo = (of: PreviewOf): PreviewOf => ({
  ...of,
  application: {
    ...of.application,
    description: { ...(of.application['description'] as object | undefined), logo: '' },
  },
})

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const typing = !equal(value, settled)
  useEffect(() => {
    if (!typing) return
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value, typing])
  return settled
}
