import type { ThemeOptions } from '@mui/material/styles'

const thin = { border: '1px solid var(--mui-palette-divider)', boxShadow: 'none', backgroundImage: 'none' }

/** How MUI's components look here: dense, borders rather than shadows, one focus ring. */
export const components: ThemeOptions['components'] = {
  MuiCssBaseline: {
    styleOverrides: {
      html: { height: '100%' },
      body: { minHeight: '100%', fontFeatureSettings: '"cv05", "ss03"' },
      '#console': { minHeight: '100vh' },
      ':focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: 1 },
      // What scripts bring the focus to, so that it is read out: not a control.
      '[tabindex="-1"]:focus-visible': { outline: 'none' },
      'code, kbd, pre, samp': {
        fontFamily: 'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
        fontSize: '0.8125rem',
      },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '0.01ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    },
  },
  MuiButtonBase: { defaultProps: { disableRipple: true } },
  MuiIconButton: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: { borderRadius: 6 }, sizeSmall: { padding: 7 } },
  },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
  MuiOutlinedInput: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: {
        backgroundColor: 'var(--mui-palette-background-paper)',
        '& .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--mui-palette-outline)' },
        '&.Mui-disabled, &.MuiInputBase-readOnly': { backgroundColor: 'var(--mui-palette-quiet)' },
      },
      input: {
        padding: '7px 10px',
        height: '1.35rem',
        '&.Mui-disabled': { WebkitTextFillColor: 'var(--mui-palette-text-secondary)' },
      },
      multiline: { padding: '7px 10px', '& .MuiOutlinedInput-input': { padding: 0, height: 'auto' } },
    },
  },
  MuiInputBase: { styleOverrides: { root: { fontSize: '0.875rem' } } },
  MuiFormHelperText: { styleOverrides: { root: { marginLeft: 0, marginRight: 0 } } },
  MuiFormControlLabel: {
    styleOverrides: {
      root: { marginLeft: -7 },
      // Who may not change a setting still has to read it.
      label: { fontSize: '0.875rem', '&.Mui-disabled': { color: 'var(--mui-palette-text-secondary)' } },
    },
  },
  MuiSwitch: {
    styleOverrides: {
      root: {
        '&&': { width: 36, height: 24, padding: 4, marginLeft: -4 },
        '&& .MuiSwitch-switchBase': { padding: 6 },
        '&& .MuiSwitch-switchBase.Mui-checked': { transform: 'translateX(12px)' },
        '&& .MuiSwitch-thumb': {
          width: 12,
          height: 12,
          boxShadow: 'none',
          color: 'var(--mui-palette-background-paper)',
        },
        '&& .MuiSwitch-track': { opacity: 1, backgroundColor: 'var(--mui-palette-outline)' },
        '&& .Mui-checked + .MuiSwitch-track': { backgroundColor: 'var(--mui-palette-primary-main)' },
        '&& .Mui-disabled + .MuiSwitch-track': { opacity: 0.5 },
        // On and decided elsewhere: still to be told from off
        '&& .Mui-checked.Mui-disabled + .MuiSwitch-track': {
          backgroundColor: 'var(--mui-palette-primary-main)',
        },
      },
    },
  },
  MuiRadio: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: { padding: 7, color: 'var(--mui-palette-outline)' } },
  },
  MuiMenu: { styleOverrides: { paper: thin } },
  MuiPopover: { styleOverrides: { paper: thin } },
  MuiMenuItem: { styleOverrides: { root: { fontSize: '0.875rem', minHeight: 34, gap: 10 } } },
  MuiAutocomplete: {
    styleOverrides: {
      paper: thin,
      option: { fontSize: '0.875rem' },
      noOptions: { fontSize: '0.875rem' },
      inputRoot: { padding: '0 6px', '& .MuiAutocomplete-input': { padding: '7px 4px' } },
    },
  },
  MuiDialog: { styleOverrides: { paper: thin } },
  MuiDialogTitle: {
    styleOverrides: { root: { fontSize: '1rem', fontWeight: 600, padding: '16px 20px 8px' } },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: '0 20px 16px' } } },
  // Spaced by the gap: on narrow screens the buttons of a dialog wrap.
  MuiDialogActions: {
    defaultProps: { disableSpacing: true },
    styleOverrides: { root: { padding: '12px 20px 16px', flexWrap: 'wrap', gap: 12 } },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 300, describeChild: true },
    styleOverrides: {
      tooltip: {
        fontSize: '0.8125rem',
        fontWeight: 400,
        padding: '6px 10px',
        color: 'var(--mui-palette-background-paper)',
        backgroundColor: 'var(--mui-palette-text-primary)',
      },
    },
  },
  MuiChip: {
    defaultProps: { size: 'small' },
    styleOverrides: { root: { borderRadius: 6, fontSize: '0.8125rem' } },
  },
  MuiTable: { defaultProps: { size: 'small' } },
  MuiTableCell: {
    styleOverrides: {
      root: { fontSize: '0.8125rem', borderColor: 'var(--mui-palette-divider)', padding: '9px 16px' },
      head: {
        fontWeight: 500,
        color: 'var(--mui-palette-text-secondary)',
        backgroundColor: 'var(--mui-palette-quiet)',
        whiteSpace: 'nowrap',
      },
    },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
}
