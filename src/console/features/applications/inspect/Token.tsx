import { styled } from '@mui/material/styles'
import { formatDuration } from '#schema/duration.ts'
import { shortTime } from '#console/object/consequences/clockTime.ts'
import { Panel } from '#console/ui/Panel.tsx'
import { equal } from '#schema/change.ts'
import { CallsOfToken } from './CallsOfToken.tsx'
import type { InspectedToken } from './inspectedToken.ts'

type Props = {
  /** Null while none would be issued. */
  token: InspectedToken | null
  /** What the unsaved changes would give; undefined where there are none that this person could save. */
  unsaved: InspectedToken | null | undefined
}

/** The token that would be issued now, beside that of the unsaved changes; what is not in it, and what it opens. */
export function Token({ token, unsaved }: Props) {
  const compared = unsaved !== undefined
  return (
    <Panel aria-labelledby="which-token">
      <h2 id="which-token">The token that would be issued</h2>
      {token === null && <Quiet>None, as long as a check above fails or cannot be shown.</Quiet>}
      {unsaved === null && <Quiet>With your unsaved changes there would be none.</Quiet>}
      {(token ?? unsaved) && (
        <>
          {compared && <Quiet>Your unsaved changes are told apart: what they change is marked.</Quiet>}
          {token && <Life token={token} />}
          <Claims token={token} unsaved={unsaved ?? null} compared={compared} />
          <Lacks lacks={(unsaved ?? token)?.lacks ?? []} />
          <CallsOfToken calls={(unsaved ?? token)?.calls ?? []} unsaved={compared} />
        </>
      )}
    </Panel>
  )
}

const Life = ({ token: { lifetime, header } }: { token: InspectedToken }) => (
  <Quiet>
    It lives {formatDuration(lifetime)}.{' '}
    {Object.keys(header).length === 0
      ? 'It is opaque: an API learns these claims at the introspection endpoint.'
      : 'It is a JWT. It is shown without its signature, so nobody can use it.'}
  </Quiet>
)

type ClaimsProps = { token: InspectedToken | null; unsaved: InspectedToken | null; compared: boolean }

function Claims({ token, unsaved, compared }: ClaimsProps) {
  const of = (from: InspectedToken | null, name: string) => from?.claims.find((claim) => claim.name === name)
  const names = [...new Set([token, unsaved].flatMap((each) => each?.claims.map(({ name }) => name) ?? []))]
  return (
    <List aria-label="Claims of the token">
      {names.map((name) => {
        const saved = of(token, name)
        const next = of(unsaved, name)
        const differs = compared && !moments.has(name) && !equal(saved?.value, next?.value)
        return (
          <li key={name}>
            <code translate="no">{name}</code>
            <div>
              {differs ? (
                <>
                  <Before>
                    As saved: <Value name={name} value={saved?.value} />
                  </Before>
                  <strong>
                    With your changes: <Value name={name} value={next?.value} />
                  </strong>
                </>
              ) : (
                <Value name={name} value={(saved ?? next)?.value} />
              )}
              <small>{(next ?? saved)?.origin}</small>
            </div>
          </li>
        )
      })}
    </List>
  )
}

const moments = new Set(['iat', 'exp', 'auth_time', 'jti'])

function Value({ name, value }: { name: string; value: unknown }) {
  if (value === undefined) return <>not there</>
  return (
    <code translate="no">
      {name === 'jti' ? 'another one for every token' : JSON.stringify(value)}
      {moments.has(name) && typeof value === 'number' ? ` (${shortTime(value * 1000)})` : ''}
    </code>
  )
}

function Lacks({ lacks }: Pick<InspectedToken, 'lacks'>) {
  if (lacks.length === 0) return null
  return (
    <>
      <h3>Not in it</h3>
      <List aria-label="What is not in the token">
        {lacks.map(({ kind, name, why }) => (
          <li key={`${kind} ${name}`}>
            <span>
              {kind === 'scope' ? 'Scope ' : ''}
              <code translate="no">{name}</code>
            </span>
            <div>{why}</div>
          </li>
        ))}
      </List>
    </>
  )
}

const Quiet = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))

const Before = styled('span')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  listStyle: 'none',
  margin: theme.spacing(0, 0, 5),
  padding: 0,
  overflowWrap: 'anywhere',
  '& li': {
    display: 'grid',
    gridTemplateColumns: '10rem minmax(0, 1fr)',
    gap: theme.spacing(0, 4),
    padding: theme.spacing(1.5, 0),
    breakInside: 'avoid',
  },
  '& li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& li > div > *': { display: 'block' },
  '& code': theme.typography.code,
  '& small': { ...theme.typography.caption, color: theme.vars.palette.text.secondary },
  '& strong': { fontWeight: 600 },
  [theme.breakpoints.down('sm')]: { '& li': { gridTemplateColumns: 'minmax(0, 1fr)' } },
}))
