import { hashKey, keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useSettled } from '#console/object/consequences/useSettled.ts'
import type { Params, Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'
import type { OurCall } from '#schema/api.ts'

/** The values of a form, or an application as it is saved, for whoever may look at it and not change it. */
export type PreviewOf = Unsaved | { savedOf: string }
export type Unsaved = Params<'previewToken'>
export type Preview = Result<'previewToken'>

/** The calls that a panel of consequences stands on. */
export const previews = ['previewToken', 'previewSaved'] as const satisfies OurCall[]

/** What the values mean, asked again when they have not changed for a moment. The last answer stays until there is another one. */
export function usePreview(of: PreviewOf, enabled = true) {
  const settled = useSettled(of)
  const asked = useMemo(() => {
    const asked = previewQuery('savedOf' in settled ? settled : withoutLogo(settled))
    // Of a large application it takes longer than all else that a look at the answer does
    return { ...asked, queryHash: hashKey(asked.queryKey) }
  }, [settled])
  const { data, error, isFetching, refetch } = useQuery({
    ...asked,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled,
  })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  // Whoever types on goes before the answer
  return { preview: useDeferredValue(data ?? last), error, isFetching, retry: () => void refetch() }
}

const previewQuery = (of: PreviewOf) =>
  'savedOf' in of ? query('previewSaved', { rowKey: of.savedOf }) : query('previewToken', of)

/** It says nothing about a token, and is large. */
const withoutLogo = (of: PreviewOf): PreviewOf =>
  'savedOf' in of
    ? of
    : {
        ...of,
        application: {
          ...of.application,
          description: { ...(of.application['description'] as object | undefined), logo: '' },
        },
      }
