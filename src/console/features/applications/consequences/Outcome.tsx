import { styled } from '@mui/material/styles'
import { Check, X } from 'lucide-react'
import { Icon } from '#console/ui/Icon.tsx'
import { formatDuration } from '#schema/duration.ts'
import type { Judgement } from '#schema/judgement.ts'
import { Claims } from '#console/object/consequences/Claims.tsx'
import { clockTime } from '#console/object/consequences/clockTime.ts'
import { isOpensNothing } from './lacksOf.ts'
import type { Preview } from './usePreview.ts'

type Props = {
  preview: Preview
  /** The client is whoever the permissions let in, so there may be none. */
  permitted: boolean
  onGoTo: (path: string) => void
}

/** Whether a program would get a token now, and which one. */
export function Outcome({ preview, permitted, onGoTo }: Props) {
  const { judgements, token } = preview
  const failed = judgements.filter(({ passed }) => !passed)
  const opensNothing = preview.findings.some(isOpensNothing)
  return (
    <>
      <h3>Token</h3>
      {token === null ? (
        <Line>
          {permitted
            ? 'No confidential client may run this application yet, so there is no token to show. Give Run to a role with a service user in it, on User Access.'
            : 'Name the service user to see the token that it would get.'}
        </Line>
      ) : (
        <>
          <Verdict failed={failed} whom={preview.for} opensNothing={opensNothing} onGoTo={onGoTo} />
          {token && (
            <>
              <Line>
                It lives {formatDuration(token.lifetime)}: issued now, it would expire{' '}
                {clockTime(token.expiresAt)}.
              </Line>
              {Object.keys(token.header).length === 0 && (
                <Line>
                  It is opaque: whoever holds it sees a random text. An API learns these claims at the
                  introspection endpoint.
                </Line>
              )}
              <Claims claims={token.claims} />
            </>
          )}
        </>
      )}
    </>
  )
}

type VerdictProps = {
  failed: Judgement[]
  whom: Preview['for']
  opensNothing: boolean
  onGoTo: (path: string) => void
}

function Verdict({ failed, whom, opensNothing, onGoTo }: VerdictProps) {
  if (failed.length === 0 && opensNothing)
    return (
      <Line>
        <Bad>
          <Icon of={X} />
        </Bad>{' '}
        A program with the right secret gets this token, and can do nothing with it: see the findings.
      </Line>
    )
  if (failed.length === 0)
    return (
      <Line>
        <Good>
          <Icon of={Check} />
        </Good>{' '}
        {whom === 'program'
          ? 'A program with the right secret gets this token.'
          : 'If you signed in through this application now, it would get this token.'}
      </Line>
    )
  return (
    <>
      <Line>
        <Bad>
          <Icon of={X} />
        </Bad>{' '}
        {whom === 'program' ? 'A program that asks now is refused:' : 'A sign-in is refused now:'}
      </Line>
      <Reasons>
        {failed.map(({ id, expected, seen, cure, at }) => (
          <li key={id}>
            {cure &&
              (at === undefined ? <strong>{cure}</strong> : <Cure cure={cure} onGo={() => onGoTo(at)} />)}
            <span>
              Expected: {expected}. Found: {seen}.
            </span>
          </li>
        ))}
      </Reasons>
      <Line>Apart from that, the token would be:</Line>
    </>
  )
}

const Cure = ({ cure, onGo }: { cure: string; onGo: () => void }) => (
  <Way type="button" onClick={onGo} title="Go to the setting">
    {cure}
  </Way>
)

const Way = styled('button')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'block',
  padding: 0,
  border: 0,
  backgroundColor: 'transparent',
  color: 'inherit',
  fontWeight: 500,
  textAlign: 'left',
  textDecoration: 'underline',
  cursor: 'pointer',
}))

const Line = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 2),
  '& svg': { verticalAlign: '-3px' },
}))

const Good = styled('span')(({ theme }) => ({ color: theme.vars.palette.success.main }))
const Bad = styled('span')(({ theme }) => ({ color: theme.vars.palette.error.main }))

const Reasons = styled('ul')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 2),
  padding: theme.spacing(0, 0, 0, 3),
  listStyle: 'none',
  borderLeft: `2px solid ${theme.vars.palette.error.main}`,
  overflowWrap: 'anywhere',
  '& li + li': { marginTop: theme.spacing(2) },
  '& strong': { display: 'block', fontWeight: 500 },
  '& span': { color: theme.vars.palette.text.secondary },
}))
