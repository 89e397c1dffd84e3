import { styled } from '@mui/material/styles'
import { Fold } from '#console/object/consequences/Fold.tsx'
import { neededRight } from '#console/object/consequences/neededRight.ts'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import type { InspectedToken } from './inspectedToken.ts'

/** What the token could call: the pattern that opens each call, and the right that decides. */
export function CallsOfToken({ calls, unsaved }: Pick<InspectedToken, 'calls'> & { unsaved: boolean }) {
  const may = calls.filter((call) => call.may !== 'no').length
  return (
    <>
      <h3>What it could call{unsaved ? ' with your changes' : ''}</h3>
      <Quiet>
        {calls.length === 0
          ? 'No call of this tenant: no pattern of its scopes opens one. A scope may still stand for something at another API.'
          : `Its scopes open ${calls.length} ${calls.length === 1 ? 'call' : 'calls'}; its holder has the right for ${may === calls.length ? (may === 1 ? 'it' : 'all of them') : may}.`}
      </Quiet>
      <Fold items={calls.toSorted((a, b) => order.indexOf(a.may) - order.indexOf(b.may))} most={mostAtFirst}>
        {(shown) => (
          <List aria-label="Calls that the token opens">
            {shown.map(({ path, about, scope, pattern, right, may: allowed }) => (
              <li key={path}>
                <Head>
                  <code translate="no">{path}</code>
                  <StatusChip tone={words[allowed].tone}>{words[allowed].text}</StatusChip>
                </Head>
                <div>{about}</div>
                <small>
                  Opened by <code translate="no">{pattern}</code> of the scope{' '}
                  <code translate="no">{scope}</code>. {neededRight(right)}
                </small>
              </li>
            ))}
          </List>
        )}
      </Fold>
    </>
  )
}

const mostAtFirst = 8

const order = ['yes', 'perApplication', 'no']

const words = {
  yes: { tone: 'good', text: 'May call' },
  perApplication: { tone: 'caution', text: 'On single applications' },
  no: { tone: 'bad', text: 'Lacks the right' },
} as const

const Quiet = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 1),
  color: theme.vars.palette.text.secondary,
}))

const List = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  listStyle: 'none',
  margin: 0,
  padding: 0,
  overflowWrap: 'anywhere',
  '& li': { padding: theme.spacing(1.5, 0), breakInside: 'avoid' },
  '& li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& small': { ...theme.typography.caption, color: theme.vars.palette.text.secondary },
}))

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1, 3),
}))
