import { styled } from '@mui/material/styles'
import { Check, CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Icon } from './Icon.tsx'
import { visuallyHidden } from './visuallyHidden.ts'

export type Step = {
  id: string
  title: string
  state: 'done' | 'now' | 'toCome' | 'fault'
  /** Whether it can be gone to: every step that has been reached. */
  reachable: boolean
}

/** The steps of a guided task: what is done, where one is, what is to come, where something is wrong. */
export function Stepper({
  label,
  steps,
  onGo,
}: {
  label: string
  steps: Step[]
  onGo: (id: string) => void
}) {
  const list = useRef<HTMLOListElement>(null)
  const now = steps.findIndex(({ state }) => state === 'now')
  useEffect(() => {
    // Where the steps are a row, the present one is kept in sight.
    const { current } = list
    const step = current?.children[now]
    if (!current || !(step instanceof HTMLElement)) return
    const show = () => {
      current.scrollLeft = step.offsetLeft - (current.clientWidth - step.offsetWidth) / 2
    }
    show()
    // A window that is turned or made narrower makes a row of a column
    const watch = new ResizeObserver(show)
    watch.observe(current)
    return () => watch.disconnect()
  }, [now])
  return (
    <nav aria-label={label}>
      <List ref={list}>
        {steps.map(({ id, title, state, reachable }, index) => (
          <li key={id}>
            <StepButton
              type="button"
              state={state}
              disabled={!reachable}
              aria-current={state === 'now' ? 'step' : undefined}
              onClick={() => onGo(id)}
            >
              <Mark state={state}>
                {state === 'done' ? (
                  <Icon of={Check} size={14} />
                ) : state === 'fault' ? (
                  <Icon of={CircleAlert} size={14} />
                ) : (
                  index + 1
                )}
              </Mark>
              <span>{title}</span>
              <span style={visuallyHidden}>{words[state]}</span>
            </StepButton>
          </li>
        ))}
      </List>
    </nav>
  )
}

const words = { done: ', done', now: '', toCome: ', to come', fault: ', needs attention' }

const List = styled('ol')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  // On narrow screens the steps are a row that scrolls.
  [theme.breakpoints.down('md')]: {
    // Text for screen readers alone stays inside. Otherwise the page would be as wide as all the steps.
    position: 'relative',
    display: 'flex',
    overflowX: 'auto',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
  },
}))

type State = Step['state']

const StepButton = styled('button', { shouldForwardProp: (name) => name !== 'state' })<{ state: State }>(
  ({ theme, state }) => ({
    ...theme.typography.body1,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2.5),
    width: '100%',
    minHeight: 40,
    padding: theme.spacing(1, 2),
    border: 0,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: state === 'now' ? theme.vars.palette.tint : 'transparent',
    color: state === 'toCome' ? theme.vars.palette.text.secondary : theme.vars.palette.text.primary,
    fontWeight: state === 'now' ? 500 : 400,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    '&:hover:enabled': {
      backgroundColor: state === 'now' ? theme.vars.palette.tint : theme.vars.palette.quiet,
    },
    '&:disabled': { cursor: 'default' },
  }),
)

const Mark = styled('span', { shouldForwardProp: (name) => name !== 'state' })<{ state: State }>(
  ({ theme, state }) => ({
    ...theme.typography.caption,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    width: 24,
    height: 24,
    borderRadius: '50%',
    border: '1px solid currentcolor',
    fontWeight: 600,
    ...(state === 'now' && {
      color: theme.vars.palette.primary.contrastText,
      backgroundColor: theme.vars.palette.primary.main,
      borderColor: theme.vars.palette.primary.main,
    }),
    ...(state === 'done' && { color: theme.vars.palette.success.main }),
    ...(state === 'fault' && { color: theme.vars.palette.error.main }),
  }),
)
