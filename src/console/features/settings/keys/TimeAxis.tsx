import { styled } from '@mui/material/styles'
import { Stretch, type Part } from './KeyBar.tsx'
import type { TimeScale } from './timeScale.ts'

/** What the lines and colours of the drawing mean. */
export function TimeAxis({ scale: { ticks } }: { scale: TimeScale }) {
  return (
    <Foot aria-hidden>
      <Legend>
        {legend.map(([part, words]) => (
          <span key={part}>
            <Swatch part={part} /> {words}
          </span>
        ))}
      </Legend>
      <Axis>
        {ticks.map(({ at, label, minor }) => (
          <Label key={label} minor={minor} style={{ left: `${at}%` }}>
            {label}
          </Label>
        ))}
      </Axis>
    </Foot>
  )
}

const legend: [Part, string][] = [
  ['waits', 'Published'],
  ['signs', 'Signs'],
  ['verifies', 'Verifies only'],
]

const Foot = styled('div')(({ theme }) => ({
  ...theme.typography.caption,
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
  columnGap: theme.spacing(6),
  color: theme.vars.palette.text.secondary,
  [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
}))

const Legend = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(1, 4),
  [theme.breakpoints.down('md')]: { order: 1, marginTop: theme.spacing(2) },
}))

const Swatch = styled(Stretch)({ position: 'static', display: 'inline-block', width: 20, verticalAlign: -1 })

const Axis = styled('div')({ position: 'relative', height: 20 })

const Label = styled('span', { shouldForwardProp: (name) => name !== 'minor' })<{ minor: boolean }>(
  ({ theme, minor }) => ({
    position: 'absolute',
    transform: 'translateX(-50%)',
    whiteSpace: 'nowrap',
    ...(minor && { [theme.breakpoints.down('sm')]: { display: 'none' } }),
  }),
)
