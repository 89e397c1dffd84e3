import { styled } from '@mui/material/styles'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { buttonLook, type ButtonLook } from './buttonLook.ts'
import { Icon, type Glyph } from './Icon.tsx'

/** A link within the console that reads as text. */
export const TextLink = createLink(
  styled('a')(({ theme }) => ({
    color: theme.vars.palette.primary.main,
    borderRadius: theme.shape.borderRadius,
    fontWeight: 500,
  })),
)

/** A link within the console that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor)

/** A link to another site that looks like a button. */
export function ButtonAnchor({
  look = 'secondary',
  icon,
  children,
  ...rest
}: ComponentProps<'a'> & { look?: ButtonLook; icon?: Glyph }) {
  return (
    <Surface {...rest} look={look}>
      {icon && <Icon of={icon} />}
      {children}
    </Surface>
  )
}

const Surface = styled('a', { shouldForwardProp: (name) => name !== 'look' })<{ look: ButtonLook }>(
  ({ theme, look }) => buttonLook(theme, look),
)
