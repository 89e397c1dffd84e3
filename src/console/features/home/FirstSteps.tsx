import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Check, Circle } from 'lucide-react'
import type { ReactNode } from 'react'
import { query } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { stepsDone } from './stepsDone.ts'

/** What somebody new does first. Each step ticks itself, and the list goes away when all are done. */
export function FirstSteps({ onSkip }: { onSkip: () => void }) {
  const done = useSuspenseQuery(query('firstSteps')).data
  const count = stepsDone(done)
  if (count === Object.keys(done).length) return null
  return (
    <Frame aria-labelledby="first-steps">
      <Head>
        <h2 id="first-steps">
          First steps <small>{`${count} of ${Object.keys(done).length} done`}</small>
        </h2>
        <Button look="plain" onClick={onSkip}>
          Skip
        </Button>
      </Head>
      <Steps>
        <Step
          title="The first application"
          done={done.application}
          way={
            <ButtonLink look="primary" to="/apps/setup/$recipe" params={{ recipe: 'siem' }}>
              Start guided setup
            </ButtonLink>
          }
        >
          Guided setup makes it with its service user, role and permission, and shows its token while you
          type.
        </Step>
        <Step
          title="The first token"
          done={done.token}
          way={<ButtonLink to="/apps">Open an application</ButtonLink>}
        >
          Connect, on the application’s page, has a command that gets one, and the form of your program.
        </Step>
        <Step
          title="The first event read"
          done={done.events}
          way={
            <ButtonLink to="/apps/add" search={{ kind: 'events' }}>
              Choose a reader
            </ButtonLink>
          }
        >
          A SIEM or a script queries the events of this tenant with its own token.
        </Step>
        <Step
          title="A second System Administrator"
          done={done.secondAdministrator}
          way={<ButtonLink to="/users/new">Add a user</ButtonLink>}
        >
          Keeps the tenant reachable when the first one is away.
        </Step>
      </Steps>
    </Frame>
  )
}

type StepProps = { title: string; done: boolean; way: ReactNode; children: string }

const Step = ({ title, done, way, children }: StepProps) => (
  <li>
    <Mark done={done}>
      <Icon of={done ? Check : Circle} />
    </Mark>
    <h3>
      {title}
      <span style={visuallyHidden}>{done ? '(done)' : '(not done yet)'}</span>
    </h3>
    {!done && (
      <>
        <p>{children}</p>
        {way}
      </>
    )}
  </li>
)

const Frame = styled(Panel)(({ theme }) => ({ marginBottom: theme.spacing(6) }))

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  '& h2': { ...theme.typography.h2, margin: 0 },
  '& small': {
    ...theme.typography.body2,
    marginLeft: theme.spacing(2),
    color: theme.vars.palette.text.secondary,
  },
}))

const Steps = styled('ol')(({ theme }) => ({
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
  gap: theme.spacing(6),
  margin: theme.spacing(3, 0, 1),
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gridTemplateRows: 'auto 1fr auto',
    columnGap: theme.spacing(2),
    alignItems: 'start',
    justifyItems: 'start',
  },
  '& h3': { ...theme.typography.h3, margin: 0 },
  '& p': { gridColumn: 2, margin: theme.spacing(1, 0, 3), color: theme.vars.palette.text.secondary },
  '& li > a': { gridColumn: 2 },
}))

const Mark = styled('span', { shouldForwardProp: (name) => name !== 'done' })<{ done: boolean }>(
  ({ theme, done }) => ({
    display: 'inline-flex',
    marginTop: 3,
    color: done ? theme.vars.palette.success.main : theme.vars.palette.text.secondary,
  }),
)
