import { Download, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import type { EventsSearch } from './eventsSearch.ts'
import { ExportEvents } from './ExportEvents.tsx'
import { VerifyLog } from './VerifyLog.tsx'

/** What is done with the log as a whole. */
export function EventsActions({ search }: { search: EventsSearch }) {
  const { offered } = signedInRoute.useRouteContext()
  const [open, setOpen] = useState<'export' | 'verify' | null>(null)
  return (
    <>
      {offered('verifyEvents') && (
        <Button icon={ShieldCheck} onClick={() => setOpen('verify')}>
          Verify
        </Button>
      )}
      {offered('exportEvents') && (
        <Button icon={Download} onClick={() => setOpen('export')}>
          Export
        </Button>
      )}
      {open === 'export' && <ExportEvents search={search} onClose={() => setOpen(null)} />}
      {open === 'verify' && <VerifyLog onClose={() => setOpen(null)} />}
    </>
  )
}
