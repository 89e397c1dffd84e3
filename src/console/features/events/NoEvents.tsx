import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { exactTime } from '#console/ui/relativeTime.ts'
import { isNarrowed, type EventsSearch } from './eventsSearch.ts'

type Props = { search: EventsSearch; lookedBackTo: number | null }

/** Why there may be no event, and how to see more. */
export function NoEvents({ search, lookedBackTo }: Props) {
  return (
    <EmptyState actions={isNarrowed(search) && <ButtonLink to="/events">Show all events</ButtonLink>}>
      {why(search, lookedBackTo)}
    </EmptyState>
  )
}

function why(search: EventsSearch, lookedBackTo: number | null): string {
  if (lookedBackTo !== null)
    return `No such event since ${exactTime(lookedBackTo)}. There are older ones: look further back.`
  if (search.request !== '')
    return 'No event has this request ID. Requests leave an event when they change something, give or refuse a token or sign-in, or are refused for lack of a right. A fault in what was typed leaves none; the server’s log has its line.'
  if (isNarrowed(search)) return 'No event is like that. Take a filter away to see more.'
  return search.before > 0
    ? 'There are no older events.'
    : 'Nothing has happened yet. Sign-ins, changes, tokens and refusals are listed here.'
}
