import Tooltip from '@mui/material/Tooltip'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import type { ExplainedClaim } from '#schema/judgement.ts'
import { shortTime } from './clockTime.ts'

/** The claims as they stand in the token. Each says on hover and focus where its value comes from. */
export function Claims({ claims, label = 'Claims' }: { claims: ExplainedClaim[]; label?: string }) {
  return (
    <List aria-label={label} translate="no">
      {claims.map((claim) => (
        <li key={claim.name}>
          <Line {...claim} />
        </li>
      ))}
    </List>
  )
}

function Line({ name, value, origin }: ExplainedClaim) {
  const [whole, setWhole] = useState(false)
  const text = shown(name, value)
  return (
    <Tooltip title={origin} placement="left" describeChild>
      <Claim
        type="button"
        onClick={() => setWhole(!whole)}
        aria-expanded={text.length > longest ? whole : undefined}
      >
        <Name>{name}</Name>
        <Value>
          <bdi>{whole || text.length <= longest ? text : `${text.slice(0, longest)}…`}</bdi>
          {isTime(name, value) && <Clock> {shortTime(value * 1000)}</Clock>}
        </Value>
      </Claim>
    </Tooltip>
  )
}

const longest = 160

/** `jti` is another one in every preview, so its value says nothing. */
const shown = (name: string, value: unknown) =>
  name === 'jti' ? '…' : typeof value === 'string' ? `"${value}"` : JSON.stringify(value)

// RFC 7519 §2: NumericDate
const isTime = (name: string, value: unknown): value is number =>
  ['iat', 'exp', 'nbf', 'auth_time'].includes(name) && typeof value === 'number'

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.code,
  listStyle: 'none',
  margin: 0,
  padding: theme.spacing(1.5, 0),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.quiet,
}))

const Claim = styled('button')(({ theme }) => ({
  ...theme.typography.code,
  display: 'grid',
  gridTemplateColumns: '7.5rem minmax(0, 1fr)',
  columnGap: theme.spacing(2),
  width: '100%',
  minHeight: 24,
  alignItems: 'baseline',
  padding: theme.spacing(0.5, 3),
  border: 0,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: 'transparent',
  color: 'inherit',
  textAlign: 'left',
  cursor: 'help',
  [theme.breakpoints.down('sm')]: {
    gridTemplateColumns: '5.75rem minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.5, 2),
  },
  '&:hover': { backgroundColor: theme.vars.palette.background.paper },
}))

const Name = styled('span')(({ theme }) => ({
  color: theme.vars.palette.primary.main,
  overflowWrap: 'anywhere',
  minWidth: 0,
}))

const Value = styled('span')({ overflowWrap: 'anywhere' })

const Clock = styled('span')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))
