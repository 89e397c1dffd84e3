import type { QueryKey } from '@tanstack/react-query'
import { Braces } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { EndpointName } from '#schema/api.ts'

const CallDialog = lazy(() => import('./CallDialog.tsx').then((m) => ({ default: m.CallDialog })))

/** Opens the call with which a page was read. `query` and `queryOne` make the key of its name and parameters. */
export function CallOfPage({ queryKey, reply }: { queryKey: QueryKey; reply: unknown }) {
  const [open, setOpen] = useState(false)
  const [name, params] = queryKey as [EndpointName, unknown]
  return (
    <>
      <Button icon={Braces} onClick={() => setOpen(true)}>
        curl and JSON
      </Button>
      <Suspense>
        {open && <CallDialog call={{ name, params }} reply={reply} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  )
}
