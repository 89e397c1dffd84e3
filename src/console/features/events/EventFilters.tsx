import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { Button } from '#console/ui/Button.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { FilterSelect } from '#console/ui/FilterSelect.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { eventGroups, eventObjects } from '#schema/events.ts'
import { FollowChips } from '#console/object/failures/FollowChips.tsx'
import { inAddress, type EventsSearch } from './eventsSearch.ts'
import { MomentFilter } from './MomentFilter.tsx'

/** What links from elsewhere narrow the log to, in words. */
const linked = {
  request: 'One request',
  object: 'About one object',
  application: 'One application',
  who: 'By one person',
} as const

/** A minute that somebody names as the last belongs to the range. */
const restOfMinute = 59_999

/** All of it is in the address, and the tenant filters. */
export function EventFilters({ search }: { search: EventsSearch }) {
  const navigate = useNavigate()
  const narrow = (change: Partial<EventsSearch>) =>
    void navigate({ to: '/events', search: inAddress({ ...search, before: 0, ...change }), replace: true })
  return (
    <div role="search">
      <Toolbar>
        <SearchField label="Search who, what, address" value={search.q} onSearch={(q) => narrow({ q })} />
        <FilterChips
          label="Outcome"
          options={{ '': 'Any outcome', done: 'Done', refused: 'Refused' }}
          value={search.outcome}
          onChange={(outcome) => narrow({ outcome })}
        />
        <FollowChips what="New events" follow={search.follow} onChange={(follow) => narrow({ follow })} />
      </Toolbar>
      <Toolbar>
        <FilterSelect
          label="What happened"
          all="Anything"
          options={eventGroups}
          value={search.type}
          onChange={(type) => narrow({ type })}
        />
        <FilterSelect
          label="About"
          all="Anything"
          options={eventObjects}
          value={search.about}
          onChange={(about) => narrow({ about })}
        />
        <FilterSelect
          label="Level"
          all="Any"
          options={{ Info: 'Info', Warning: 'Warning', Error: 'Error' }}
          value={search.level}
          onChange={(level) => narrow({ level: level as EventsSearch['level'] })}
        />
        <MomentFilter label="From" at={search.from} onChange={(from) => narrow({ from })} />
        <MomentFilter
          label="Until"
          at={search.to}
          onChange={(to) => narrow({ to: to && to + restOfMinute })}
        />
      </Toolbar>
      {Object.keys(linked).some((name) => search[name as keyof typeof linked] !== '') && (
        <Toolbar>
          {(Object.entries(linked) as [keyof typeof linked, string][]).map(
            ([name, words]) =>
              search[name] !== '' && (
                <Button key={name} icon={X} title={search[name]} onClick={() => narrow({ [name]: '' })}>
                  {words}
                </Button>
              ),
          )}
        </Toolbar>
      )}
    </div>
  )
}
