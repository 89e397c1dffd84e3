import { styled } from '@mui/material/styles'
import { useMutation } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import { call, type Params, type Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { problemInWords, type ApiProblem } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { Button } from '#console/ui/Button.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import type { DeviceConfig } from '#schema/device/index.ts'
import { deviceSteps, type DeviceStep } from '#schema/device/steps.ts'
import { toDeviceWire } from '#schema/device/wire.ts'
import { nouns } from '#schema/nouns.ts'
import { Failure } from './Failure.tsx'

type Tried = Result<'testDevice'>

/** Walks through what the device does, with what is typed now, and stops at the first failure. */
export function TestConnection({ id }: { id?: string }) {
  const { me } = signedInRoute.useRouteContext()
  const { form } = useHeldForm()
  // What was typed as the password is kept no longer than the answer takes
  const { mutate, data, error, isPending } = useMutation<Tried, ApiProblem, Params<'testDevice'>>({
    mutationFn: (params) => call('testDevice', params),
    gcTime: 0,
  })
  const settings = () => toDeviceWire(form.getValues() as DeviceConfig)
  return (
    <section style={{ marginTop: 32 }}>
      <SectionHeading>Test connection</SectionHeading>
      <p>
        Does once what the device does, with what is filled in above, saved or not. It stops at the first
        failure.
      </p>
      <Button
        busy={isPending}
        disabledReason={lackOf(me, ...nouns.device.writers)}
        onClick={() => mutate({ ID: id, Settings: settings() })}
      >
        Test connection
      </Button>
      <div role="status" style={{ marginTop: 16 }}>
        {error && <ProblemBanner {...problemInWords(error)} />}
        {data && !isPending && <Steps of={data} />}
      </div>
    </section>
  )
}

const glyphs = { passed: CircleCheck, failed: CircleAlert, unknown: CircleDashed } as const
const words = { passed: 'fine', failed: 'failed', unknown: 'not tried' } as const

function Steps({ of: { Passed, Failure: failure } }: { of: Tried }) {
  const outcome = (step: DeviceStep) =>
    Passed.includes(step) ? 'passed' : failure?.Step === step ? 'failed' : 'unknown'
  return (
    <List aria-label="Steps of the test" ref={bringIntoView}>
      {(Object.keys(deviceSteps) as DeviceStep[]).map((step) => {
        const came = outcome(step)
        return (
          <Line key={step} came={came}>
            <Icon of={glyphs[came]} />
            <div>
              <strong>
                {deviceSteps[step].title}: {words[came]}
              </strong>
              {came === 'failed' && failure ? (
                <Failure of={failure} />
              ) : (
                <span>{deviceSteps[step].does}</span>
              )}
            </div>
          </Line>
        )
      })}
    </List>
  )
}

/** The button stands at the end of a long form, so that what it brings would stay below the window. */
const bringIntoView = (list: HTMLElement | null) => list?.scrollIntoView({ block: 'nearest' })

const List = styled('ol')({ listStyle: 'none', margin: 0, padding: 0, maxWidth: 640 })

const colours = { passed: 'success', failed: 'error', unknown: 'text' } as const

const Line = styled('li', { shouldForwardProp: (name) => name !== 'came' })<{ came: keyof typeof colours }>(({
  theme,
  came,
}) => {
  const colour = colours[came]
  const { palette } = theme.vars
  return {
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0),
    borderBottom: `1px solid ${palette.divider}`,
    '& > svg': {
      flex: 'none',
      marginTop: theme.spacing(0.75),
      color: colour === 'text' ? palette.text.secondary : palette[colour].main,
    },
    '& strong': { display: 'block', fontWeight: 500 },
    '& span': { color: palette.text.secondary },
  }
})
