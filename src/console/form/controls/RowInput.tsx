import { styled } from '@mui/material/styles'

/** The text field of a row, as all text fields look: of one element instead of five, since a page has dozens of them. */
export const RowInput = styled('input')(({ theme }) => ({
  ...theme.typography.body1,
  boxSizing: 'border-box',
  width: '100%',
  minWidth: 0,
  height: 'calc(1.35rem + 14px)',
  padding: '0 9px',
  border: `1px solid ${theme.vars.palette.outline}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  color: theme.vars.palette.text.primary,
  '&::placeholder': { color: 'inherit', opacity: 0.42 },
  '&:hover': { borderColor: theme.vars.palette.text.primary },
  '&:focus': {
    outline: `1px solid ${theme.vars.palette.primary.main}`,
    borderColor: theme.vars.palette.primary.main,
  },
  '&[aria-invalid="true"]': {
    borderColor: theme.vars.palette.error.main,
    outlineColor: theme.vars.palette.error.main,
  },
}))
