import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Params, Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'
import { equal } from '#schema/change.ts'

export type PreviewOf = Params<'previewToken'>
export type Preview = Result<'previewToken'>

const pause = 250

/** What the values mean, asked again when they have not changed for a moment. The last answer stays until the next one is there. */
export const usePreview = (of: PreviewOf, enabled: boolean) =>
  useQuery({
    ...query('previewToken', useSettled(of)),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled,
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
