import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { durationInWords } from './durationInWords.ts'

type Hour = NonNullable<Result<'getDeviceHealth'>>['Hours'][number]

/** Events of each of the last 24 hours and how long the slowest took, as bars and as a table. */
export function HoursChart({ hours }: { hours: readonly Hour[] }) {
  const all = hours.reduce((sum, { Events }) => sum + Events, 0)
  return (
    <Charts>
      <Bars
        title="Events an hour"
        summary={`${eventsInWords(all)} in the last 24 hours`}
        hours={hours}
        of={({ Events }) => Events}
        full={1}
        inWords={eventsInWords}
      />
      <Bars
        title="Longest lag"
        summary="From an event to its arrival, the slowest of each hour"
        hours={hours}
        of={({ LongestLag }) => LongestLag ?? 0}
        full={60_000}
        inWords={durationInWords}
      />
      <details>
        <summary>As a table</summary>
        <DataTable
          label="Events of the last 24 hours"
          columns={columns}
          rows={hours.toReversed()}
          keyOf={({ Start }) => String(Start)}
          empty={null}
        />
      </details>
    </Charts>
  )
}

const columns: Column<Hour>[] = [
  { title: 'Hour from', cell: ({ Start }) => hourOf(Start) },
  { title: 'Events', narrow: true, cell: ({ Events }) => Events.toLocaleString() },
  {
    title: 'Longest lag',
    narrow: true,
    cell: ({ LongestLag }) => (LongestLag === null ? 'None' : durationInWords(LongestLag)),
  },
]

const eventsInWords = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'event' : 'events'}`

const hourOf = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at)

type BarsProps = {
  title: string
  summary: string
  hours: readonly Hour[]
  of: (hour: Hour) => number
  /** A bar of the whole height means this at least. */
  full: number
  inWords: (value: number) => string
}

const height = 56

function Bars({ title, summary, hours, of, full, inWords }: BarsProps) {
  const most = Math.max(...hours.map(of))
  return (
    <figure>
      <figcaption>
        <strong>{title}</strong>
        <span>{summary}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={`${title}: at most ${inWords(most)}. The table below has every hour.`}
        viewBox={`0 0 ${hours.length * 10} ${height}`}
        preserveAspectRatio="none"
      >
        {hours.map((hour, index) => {
          const value = of(hour)
          const tall = (value / Math.max(most, full)) * (height - 4)
          return (
            <rect
              key={hour.Start}
              x={index * 10 + 1}
              width={8}
              y={height - Math.max(tall, 1)}
              height={Math.max(tall, 1)}
            >
              <title>{`${hourOf(hour.Start)}: ${inWords(value)}`}</title>
            </rect>
          )
        })}
      </svg>
      <Ends>
        <span>{hourOf(hours[0]?.Start ?? 0)}</span>
        <span>Most: {inWords(most)}</span>
        <span>Now</span>
      </Ends>
    </figure>
  )
}

const Charts = styled('div')(({ theme }) => ({
  display: 'grid',
  gap: theme.spacing(5),
  maxWidth: 720,
  '& figure': { margin: 0 },
  '& figcaption': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 3),
    marginBottom: theme.spacing(1),
    '& strong': { fontWeight: 500 },
    '& span': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  },
  '& svg': {
    display: 'block',
    width: '100%',
    height,
    borderBottom: `1px solid ${theme.vars.palette.divider}`,
  },
  '& rect': { fill: theme.vars.palette.primary.main },
  '& summary': { cursor: 'pointer', marginBottom: theme.spacing(2) },
}))

const Ends = styled('div')(({ theme }) => ({
  ...theme.typography.caption,
  display: 'flex',
  justifyContent: 'space-between',
  gap: theme.spacing(2),
  color: theme.vars.palette.text.secondary,
}))
