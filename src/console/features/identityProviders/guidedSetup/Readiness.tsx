import { styled } from '@mui/material/styles'
import { Circle, CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '#console/ui/Icon.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import type { Part } from './readiness.ts'

type Props = {
  parts: readonly Part[]
  /** The button that mends a part. */
  wayTo: (part: Part) => ReactNode
}

const marks = {
  fine: { icon: CircleCheck, word: 'done' },
  open: { icon: Circle, word: 'can wait' },
  lacks: { icon: CircleAlert, word: 'lacks' },
} as const

/** What is there and what lacks, line by line, with the way to each that lacks. */
export const Readiness = ({ parts, wayTo }: Props) => (
  <Lines aria-label="What is there and what lacks">
    {parts.map((part) => (
      <Line key={part.place} state={part.state}>
        <Icon of={marks[part.state].icon} />
        <span>
          <strong>{part.title}</strong>
          <span style={visuallyHidden}>, {marks[part.state].word}</span>
          <Words>
            <bdi>{part.words}</bdi>
          </Words>
        </span>
        {part.state !== 'fine' && wayTo(part)}
      </Line>
    ))}
  </Lines>
)

const Lines = styled('ul')({ listStyle: 'none', margin: 0, padding: 0 })

const Line = styled('li', { shouldForwardProp: (name) => name !== 'state' })<{ state: Part['state'] }>(
  ({ theme, state }) => ({
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'start',
    gap: theme.spacing(3),
    padding: theme.spacing(3, 0),
    borderBottom: `1px solid ${theme.vars.palette.divider}`,
    overflowWrap: 'anywhere',
    '& strong': { fontWeight: 500 },
    '& > svg': {
      marginTop: theme.spacing(0.75),
      color: {
        fine: theme.vars.palette.success.main,
        open: theme.vars.palette.text.secondary,
        lacks: theme.vars.palette.warning.main,
      }[state],
    },
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      '& > :nth-of-type(n + 3), & > :last-child:not(span)': { gridColumn: 2, justifySelf: 'start' },
    },
  }),
)

const Words = styled('span')(({ theme }) => ({ display: 'block', color: theme.vars.palette.text.secondary }))
