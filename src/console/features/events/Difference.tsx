import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'

type Nearest = NonNullable<Result<'failuresExplain'>['nearest']>

/** What came and the nearest registered one, with what differs marked and said. */
export function Difference({ nearest: { before, yours, theirs, after, words } }: { nearest: Nearest }) {
  return (
    <Frame role="group" aria-label="What differs">
      <Line label="What came" parts={[before, yours, after]} />
      <Line label="Registered" parts={[before, theirs, after]} />
      <p>{words}</p>
    </Frame>
  )
}

function Line({
  label,
  parts: [before, differs, after],
}: {
  label: string
  parts: [string, string, string]
}) {
  return (
    <div>
      <span>{label}</span>
      <code translate="no">
        <bdi>
          {before}
          {differs !== '' && <mark>{differs}</mark>}
          {after}
        </bdi>
      </code>
    </div>
  )
}

const Frame = styled('div')(({ theme }) => ({
  margin: theme.spacing(3, 0),
  padding: theme.spacing(3, 4),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
  '& > div': {
    display: 'grid',
    gridTemplateColumns: '7rem minmax(0, 1fr)',
    columnGap: theme.spacing(3),
    padding: theme.spacing(0.5, 0),
  },
  '& > div > span': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  '& code': { ...theme.typography.code, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  '& mark': {
    color: 'inherit',
    backgroundColor: 'transparent',
    fontWeight: 700,
    boxShadow: `inset 0 -2px 0 ${theme.vars.palette.error.main}`,
    outline: `1px solid ${theme.vars.palette.error.main}`,
  },
  '& > p': { margin: theme.spacing(2, 0, 0) },
  [theme.breakpoints.down('sm')]: { '& > div': { gridTemplateColumns: 'minmax(0, 1fr)' } },
}))
