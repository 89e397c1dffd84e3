import { styled } from '@mui/material/styles'
import type { ComponentProps } from 'react'
import { Icon, type Glyph } from './Icon.tsx'

type Props = ComponentProps<'button'> & { icon: Glyph; label: string; size?: 14 | 16 | 18 }

/** A button that shows an icon alone; its name is in the tooltip and for screen readers. */
export function IconButton({ icon, label, size = 16, ...rest }: Props) {
  return (
    <Surface type="button" aria-label={label} title={label} {...rest}>
      <Icon of={icon} size={size} />
    </Surface>
  )
}

const Surface = styled('button')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  flexShrink: 0,
  minWidth: 32,
  minHeight: 32,
  padding: 0,
  border: 0,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: 'transparent',
  color: theme.vars.palette.text.secondary,
  cursor: 'pointer',
  '&:hover': { backgroundColor: theme.vars.palette.quiet, color: theme.vars.palette.text.primary },
  '&:disabled': { cursor: 'not-allowed', color: theme.vars.palette.text.disabled },
}))
