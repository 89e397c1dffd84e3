import { getRouteApi } from '@tanstack/react-router'
import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ListPage } from '#console/object/ListPage.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { nouns } from '#schema/nouns.ts'
import { durationInWords } from './durationInWords.ts'
import { DeviceState } from './DeviceState.tsx'
import { devicesQuery } from './deviceQueries.ts'

const route = getRouteApi('/signedIn/security-devices')

export function DevicesPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  return (
    <ListPage
      type="device"
      search={search}
      reading={devicesQuery(search)}
      columns={[
        { title: 'Server', sort: 'Detail', cell: ({ Detail }) => <bdi>{Detail}</bdi> },
        { title: 'State', narrow: true, cell: ({ State }) => <DeviceState state={State} /> },
        {
          title: 'Newest event',
          narrow: true,
          cell: ({ LastEvent }) => <RelativeTime at={LastEvent} never="None yet" />,
        },
        {
          title: 'Lag',
          narrow: true,
          cell: ({ LastEvent, LastArrival }) =>
            LastEvent === null || LastArrival === null
              ? 'Unknown'
              : durationInWords(Math.max(0, LastArrival - LastEvent)),
        },
        { title: 'Last poll', narrow: true, cell: ({ LastSuccess }) => <RelativeTime at={LastSuccess} /> },
      ]}
      empty={nothing(search.q, holdsAny(me, ...nouns.device.readers))}
    />
  )
}

function nothing(typed: string, mayLook: boolean): string {
  if (!mayLook) return 'You may not look at security devices. That needs the right “Device Management”.'
  return typed === ''
    ? 'A security device reads the events of a tenant, as a SIEM does, and says where it stops when it stops.'
    : `No security device has “${typed}” in its name or server.`
}
