import type { CSSObject, Theme } from '@mui/material/styles'

/** primary: the one action of a page; danger: what cannot be taken back. */
export type ButtonLook = 'primary' | 'secondary' | 'plain' | 'danger'

export function buttonLook(theme: Theme, look: ButtonLook): CSSObject {
  return {
    ...theme.typography.button,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(2),
    minHeight: 34,
    padding: theme.spacing(0, look === 'plain' ? 2 : 3.5),
    border: '1px solid transparent',
    borderRadius: theme.shape.borderRadius,
    whiteSpace: 'nowrap',
    textDecoration: 'none',
    cursor: 'pointer',
    ...colours(theme, look),
    '&[aria-disabled="true"], &:disabled': {
      cursor: 'not-allowed',
      backgroundColor: theme.vars.palette.quiet,
      borderColor: theme.vars.palette.divider,
      color: theme.vars.palette.text.secondary,
    },
  }
}

function colours({ vars: { palette } }: Theme, look: ButtonLook): CSSObject {
  switch (look) {
    case 'primary':
      return {
        backgroundColor: palette.primary.main,
        color: palette.primary.contrastText,
        '&:hover': { backgroundColor: palette.primary.dark },
      }
    case 'danger':
      return {
        backgroundColor: palette.error.main,
        color: palette.error.contrastText,
        '&:hover': { backgroundColor: palette.error.dark },
      }
    case 'secondary':
      return {
        backgroundColor: palette.background.paper,
        borderColor: palette.outline,
        color: palette.text.primary,
        '&:hover': { backgroundColor: palette.quiet },
      }
    case 'plain':
      return {
        backgroundColor: 'transparent',
        color: palette.primary.main,
        '&:hover': { backgroundColor: palette.quiet },
      }
  }
}
