import { ChevronRight, ChevronsLeft } from 'lucide-react'
import { ButtonLink } from '#console/ui/links.tsx'
import { PagerRow } from '#console/ui/PagerRow.tsx'
import { exactTime } from '#console/ui/relativeTime.ts'
import { inAddress, type EventsSearch } from './eventsSearch.ts'

type Props = { search: EventsSearch; older: number | null; lookedBackTo: number | null }

/** The way to older events and back to the newest. Where looking took long, how far it went. */
export function EventPages({ search, older, lookedBackTo }: Props) {
  if (older === null && search.before === 0) return null
  return (
    <PagerRow aria-label="Pages">
      {lookedBackTo !== null && <span>Looked back to {exactTime(lookedBackTo)}.</span>}
      {search.before > 0 && (
        <ButtonLink to="/events" search={inAddress({ ...search, before: 0 })} icon={ChevronsLeft}>
          Newest
        </ButtonLink>
      )}
      {older !== null && (
        <ButtonLink
          to="/events"
          search={inAddress({ ...search, before: older, follow: false })}
          icon={ChevronRight}
        >
          {lookedBackTo === null ? 'Older' : 'Look further back'}
        </ButtonLink>
      )}
    </PagerRow>
  )
}
