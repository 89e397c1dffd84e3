import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { Claims } from '#console/object/consequences/Claims.tsx'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { Fold } from '#console/object/consequences/Fold.tsx'
import { ButtonAnchor } from '#console/ui/links.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import type { Wire } from '#schema/wireMembers.ts'
import { judgedSettings } from './judgedSettings.ts'
import { useTestAct, useTestSignIn } from './useTestSignIn.ts'

type Props = {
  id: string
  settings: Wire
  /** Whether the page is about nothing else. */
  alone?: boolean
}

/** Signs somebody in at the identity provider with the settings as they are typed, and shows what came. Nobody is signed in here by it. */
export function TestSignIn({ id, settings, alone = false }: Props) {
  const { data: test } = useTestSignIn(id)
  const start = useTestAct('startTestSignIn')
  const asked = { ID: id, Settings: settings }
  return (
    <section>
      {!alone && <h3>Test sign-in</h3>}
      {!test && (
        <p>
          Sign in at the identity provider with the settings as they stand here, saved or not. You see what it
          says of you, and which account that would give. Nothing is written.
        </p>
      )}
      <div role="status">
        {start.error && <FaultText>{problemInWords(start.error).happened}</FaultText>}
        {test?.State === 'waiting' && <Waiting {...test} />}
        {test?.Fault && <Failed {...test.Fault} />}
        {test?.State === 'came' && <Came {...test} />}
      </div>
      <Actions>
        <Button busy={start.isPending} onClick={() => start.mutate(asked)}>
          {test ? 'Start again' : 'Start test sign-in'}
        </Button>
        {test?.State === 'came' && <Keeping asked={asked} redacted={test.Redacted !== null} />}
      </Actions>
    </section>
  )
}

type Test = NonNullable<Result<'getTestSignIn'>>

function Waiting({ Address, ExpiresAt }: Test) {
  return (
    <>
      <p>
        Waiting for somebody to sign in. To try another person, open the address in a private window. It works
        until <time dateTime={new Date(ExpiresAt).toISOString()}>{hour.format(ExpiresAt)}</time>.
      </p>
      <Actions>
        <ButtonAnchor href={Address} target="_blank" rel="noopener" look="primary">
          Open the sign-in
        </ButtonAnchor>
        <CopyButton value={Address} label="Copy the address" />
      </Actions>
    </>
  )
}

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

function Failed({ Expected, Seen, Cure }: NonNullable<Test['Fault']>) {
  return (
    <>
      <SeverityText severity="danger">The test sign-in failed.</SeverityText>
      <Facts>
        <dt>Expected</dt>
        <dd>{Expected}</dd>
        <dt>What came</dt>
        <dd>{Seen}</dd>
        {Cure && (
          <>
            <dt>What to do</dt>
            <dd>{Cure}</dd>
          </>
        )}
      </Facts>
    </>
  )
}

function Came({ Claims: claims, Redacted, ExpiresAt }: Test) {
  return (
    <>
      <p>
        What the identity provider said, kept for you alone.{' '}
        {Redacted && (
          <>
            Redacted: of {Redacted.length === 1 ? 'one claim' : `${Redacted.length} claims`} only the name is
            left.{' '}
          </>
        )}
        It is forgotten <RelativeTime at={ExpiresAt} />.
      </p>
      <Fold items={claims} most={12}>
        {(shown) => (
          <Claims
            label="Claims that came"
            claims={shown.map(({ Name, Value }) => ({
              name: Name,
              value: valueIn(Value),
              origin: 'As the identity provider sent it',
            }))}
          />
        )}
      </Fold>
    </>
  )
}

/** As it was sent, or what is left of a long one. */
function valueIn(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return `${json}…`
  }
}

function Keeping({ asked, redacted }: { asked: { ID: string; Settings: Wire }; redacted: boolean }) {
  const redact = useTestAct('redactTestSignIn')
  const forget = useTestAct('forgetTestSignIn')
  return (
    <>
      {!redacted && (
        <Button look="plain" busy={redact.isPending} onClick={() => redact.mutate(withoutSecret(asked))}>
          Keep redacted
        </Button>
      )}
      <Button look="plain" busy={forget.isPending} onClick={() => forget.mutate({ ID: asked.ID })}>
        Forget
      </Button>
    </>
  )
}

const withoutSecret = ({ ID, Settings }: { ID: string; Settings: Wire }) => ({
  ID,
  Settings: judgedSettings(Settings),
})

const Actions = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2),
  marginTop: theme.spacing(3),
}))

const Facts = styled('dl')(({ theme }) => ({
  margin: theme.spacing(2, 0),
  overflowWrap: 'anywhere',
  '& dt': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  '& dd': { margin: theme.spacing(0, 0, 2) },
}))
