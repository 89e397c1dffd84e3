import { styled } from '@mui/material/styles'

const most = 3

/** The first of the patterns, one in each line. */
export function Patterns({ patterns }: { patterns: readonly string[] }) {
  if (patterns.length === 0) return 'No pattern'
  return (
    <Lines>
      {patterns.slice(0, most).map((pattern) => (
        <code key={pattern}>{pattern}</code>
      ))}
      {patterns.length > most && <span>and {patterns.length - most} more</span>}
    </Lines>
  )
}

export const Lines = styled('span')(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: theme.spacing(0.5),
  minWidth: 0,
  '& code': { overflowWrap: 'anywhere' },
}))

export const Quiet = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))
