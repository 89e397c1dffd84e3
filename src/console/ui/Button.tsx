import { styled } from '@mui/material/styles'
import { useId, type ComponentProps, type MouseEvent } from 'react'
import { buttonLook, type ButtonLook } from './buttonLook.ts'
import { Icon, type Glyph } from './Icon.tsx'
import { visuallyHidden } from './visuallyHidden.ts'

type Props = Omit<ComponentProps<'button'>, 'disabled'> & {
  look?: ButtonLook
  icon?: Glyph
  /** Why it cannot be used now. The button stays where it is and says so. */
  disabledReason?: string | false | undefined
  /** Its action is under way: a second click does nothing. */
  busy?: boolean
}

/** Lighter than MUI's own, which the first screen would have to load, and never silently disabled. */
export function Button({
  look = 'secondary',
  icon,
  disabledReason,
  busy = false,
  children,
  onClick,
  ...rest
}: Props) {
  const reasonId = useId()
  const idle = Boolean(disabledReason) || busy
  const click = (event: MouseEvent<HTMLButtonElement>) => (idle ? event.preventDefault() : onClick?.(event))
  return (
    <>
      <Surface
        type="button"
        {...rest}
        look={look}
        onClick={click}
        aria-busy={busy || undefined}
        aria-disabled={idle || undefined}
        {...(disabledReason ? { title: disabledReason, 'aria-describedby': reasonId } : {})}
      >
        {icon && <Icon of={icon} />}
        {children}
      </Surface>
      {disabledReason && (
        <span id={reasonId} style={visuallyHidden}>
          {disabledReason}
        </span>
      )}
    </>
  )
}

const Surface = styled('button', { shouldForwardProp: (name) => name !== 'look' })<{ look: ButtonLook }>(
  ({ theme, look }) => buttonLook(theme, look),
)
