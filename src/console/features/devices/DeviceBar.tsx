import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Pause, Play, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct, useEdit } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { nouns } from '#schema/nouns.ts'
import { deviceSteps } from '#schema/device/steps.ts'
import { deviceHealthQuery } from './deviceQueries.ts'
import { DeviceState } from './DeviceState.tsx'
import { Failure } from './Failure.tsx'

/** How it goes with the device, and what can be done about it, whatever tab is shown. */
export function DeviceBar({ id, version }: { id: string; version: number }) {
  const { me } = signedInRoute.useRouteContext()
  const health = useSuspenseQuery(deviceHealthQuery(id)).data
  const poll = useAct('pollDevice')
  const update = useEdit('updateDevice')
  const [said, say] = useState('')
  if (!health) return null
  const lack = lackOf(me, ...nouns.device.writers)
  const paused = health.State === 'Paused'
  const problem = poll.error ?? update.error
  const pollNow = async () => {
    say('')
    const { Polled } = await poll.mutateAsync({ ID: id })
    say(Polled ? 'Polled just now.' : 'A poll is under way already, or just ended. Look again in a moment.')
  }
  return (
    <>
      <Bar>
        <DeviceState state={health.State} />
        <span>
          Last good poll: <RelativeTime at={health.LastSuccess} />
        </span>
        <span>
          Newest event: <RelativeTime at={health.NewestEvent} never="None yet" />
        </span>
        {health.SecretEndsSoon && <StatusChip tone="caution">Secret expires soon</StatusChip>}
        {health.SecretExpires !== null && (
          <span>
            Client secret ends <RelativeTime at={health.SecretExpires} />
          </span>
        )}
        <Buttons>
          <Button
            icon={RefreshCw}
            busy={poll.isPending}
            disabledReason={lack ?? (paused && 'The device is paused.')}
            onClick={() => void pollNow().catch(() => undefined)}
          >
            Poll now
          </Button>
          <Button
            icon={paused ? Play : Pause}
            busy={update.isPending}
            disabledReason={lack}
            onClick={() => update.mutate({ params: { ID: id, Polling: paused }, startedFrom: version })}
          >
            {paused ? 'Resume' : 'Pause'}
          </Button>
        </Buttons>
        <span role="status">{said}</span>
      </Bar>
      {problem && <ProblemBanner {...problemInWords(problem)} />}
      {health.Failure && (
        <NoticeBanner tone="warning">
          <strong>
            No events come: {deviceSteps[health.Failure.Step].title} failed{' '}
            <RelativeTime at={health.LastFailure} />.
          </strong>
          <Failure of={health.Failure} />
        </NoticeBanner>
      )}
    </>
  )
}

const Bar = styled('section')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2, 5),
  marginBottom: theme.spacing(5),
}))

const Buttons = styled('div')(({ theme }) => ({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }))
