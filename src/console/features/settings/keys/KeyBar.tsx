import { styled } from '@mui/material/styles'
import type { SigningKey } from './keysQuery.ts'
import type { TimeScale } from './timeScale.ts'

export type Part = 'waits' | 'signs' | 'verifies'

/** The life of one key as a line in time. The words beside it say the same. */
export function KeyBar({ of: key, scale: { place, ticks } }: { of: SigningKey; scale: TimeScale }) {
  return (
    <Track aria-hidden>
      {ticks.map(({ at, label, minor }) => (
        <Line key={label} now={label === 'now'} minor={minor} style={{ left: `${at}%` }} />
      ))}
      {partsOf(key).map(({ part, from, to }) => {
        const [left, right] = [place(from), to === null ? 100 : place(to)]
        // Ten minutes a month ago are nothing to see
        if (right - left < slightest) return null
        return (
          <Stretch
            key={part}
            part={part}
            open={to === null}
            style={{ left: `${left}%`, width: `${right - left}%` }}
          />
        )
      })}
      {key.state === 'revoked' && key.leavesAt !== null && (
        <End style={{ left: `${place(key.leavesAt)}%` }} />
      )}
    </Track>
  )
}

/** Percent. */
const slightest = 0.8

function partsOf({ publishedFrom, signsFrom, stopsSigningAt, leavesAt }: SigningKey) {
  const signed = leavesAt === null || signsFrom < leavesAt
  const parts: { part: Part; from: number; to: number | null }[] = [
    { part: 'waits', from: publishedFrom, to: signed ? signsFrom : leavesAt },
    ...(signed ? [{ part: 'signs' as const, from: signsFrom, to: stopsSigningAt }] : []),
    ...(signed && stopsSigningAt !== null
      ? [{ part: 'verifies' as const, from: stopsSigningAt, to: leavesAt }]
      : []),
  ]
  return parts.filter(({ from, to }) => to === null || to > from)
}

const Track = styled('div')(({ theme }) => ({
  position: 'relative',
  minHeight: 28,
  overflow: 'hidden',
  [theme.breakpoints.down('md')]: { marginBottom: theme.spacing(3) },
}))

const Line = styled('span', { shouldForwardProp: (name) => name !== 'now' && name !== 'minor' })<{
  now: boolean
  minor: boolean
}>(({ theme, now, minor }) => ({
  position: 'absolute',
  top: 0,
  bottom: 0,
  borderLeft: `1px ${now ? 'solid' : 'dashed'} ${now ? theme.vars.palette.text.secondary : theme.vars.palette.divider}`,
  ...(minor && { [theme.breakpoints.down('sm')]: { display: 'none' } }),
}))

export const Stretch = styled('span', { shouldForwardProp: (name) => name !== 'part' && name !== 'open' })<{
  part: Part
  open?: boolean
}>(({ theme: { vars, shape }, part, open = false }) => ({
  position: 'absolute',
  top: 'calc(50% - 6px)',
  height: 12,
  boxSizing: 'border-box',
  borderRadius: shape.borderRadius,
  border: `1px ${part === 'waits' ? 'dashed' : 'solid'} ${vars.palette.primary.main}`,
  backgroundColor: {
    waits: vars.palette.background.paper,
    signs: vars.palette.primary.main,
    verifies: vars.palette.tint,
  }[part],
  ...(open && { borderTopRightRadius: 0, borderBottomRightRadius: 0, borderRight: 0 }),
}))

const End = styled('span')(({ theme }) => ({
  position: 'absolute',
  top: 'calc(50% - 10px)',
  height: 20,
  borderLeft: `3px solid ${theme.vars.palette.error.main}`,
}))
