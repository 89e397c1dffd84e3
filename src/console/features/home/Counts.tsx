import { styled } from '@mui/material/styles'
import { useQueries } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { countsFor } from './counts.ts'

/** How much of everything there is, as the way there. */
export function Counts() {
  const { me, offered } = signedInRoute.useRouteContext()
  const counts = countsFor(me, offered)
  const replies = useQueries({ queries: counts.map(({ query }) => query) })
  return (
    <Row>
      {counts.map(({ label, to }, index) => {
        const count = replies[index]?.data?.FullCount
        return (
          <li key={to}>
            <Tile to={to}>
              <Number>{count?.toLocaleString() ?? '–'}</Number>
              {label(count ?? 0)}
              {replies[index]?.isError && ': the number could not be read'}
            </Tile>
          </li>
        )
      })}
    </Row>
  )
}

const Row = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))',
  gap: theme.spacing(3),
  maxWidth: 960,
  margin: 0,
  padding: 0,
}))

const Tile = createLink(
  styled('a')(({ theme }) => ({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(3, 4),
    border: `1px solid ${theme.vars.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: theme.vars.palette.text.secondary,
    textDecoration: 'none',
    '&:hover': { borderColor: theme.vars.palette.outline, color: theme.vars.palette.text.primary },
  })),
)

const Number = styled('strong')(({ theme }) => ({
  ...theme.typography.h1,
  color: theme.vars.palette.text.primary,
}))
