import type { CSSProperties } from 'react'
import { createTheme } from '@mui/material/styles'
import { components } from './themeComponents.ts'

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true
  }
  interface Palette {
    /** Borders of controls: 3:1 against every surface (WCAG 1.4.11). */
    outline: string
    /** A fill one step away from the surface: table heads, code, hovered rows. */
    quiet: string
    /** The accent as a fill: what is chosen. */
    tint: string
  }
  interface PaletteOptions {
    outline?: string
    quiet?: string
    tint?: string
  }
  interface TypographyVariants {
    code: CSSProperties
  }
  interface TypographyVariantsOptions {
    code?: CSSProperties
  }
}

declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    code: true
  }
}

/** The tokens of the console. Nothing else names a colour, a size or a font. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#4a56c9', dark: '#3a45ab', light: '#6b76dd', contrastText: '#ffffff' },
        success: { main: '#1a7446', contrastText: '#ffffff' },
        warning: { main: '#8a5300', contrastText: '#ffffff' },
        error: { main: '#c0303c', contrastText: '#ffffff' },
        info: { main: '#2f63b8', contrastText: '#ffffff' },
        background: { default: '#f7f8fa', paper: '#ffffff' },
        text: { primary: '#171b24', secondary: '#576071', disabled: '#8b93a1' },
        divider: '#dfe3ea',
        outline: '#858e9e',
        quiet: '#eff1f5',
        tint: '#ecedfb',
      },
    },
    dark: {
      palette: {
        primary: { main: '#9aa5ff', dark: '#b4bcff', light: '#8490f5', contrastText: '#10131c' },
        success: { main: '#55c28c', contrastText: '#0d1712' },
        warning: { main: '#e8b458', contrastText: '#1a1408' },
        error: { main: '#ff8b8f', contrastText: '#1f0e0f' },
        info: { main: '#82b1f5', contrastText: '#0c1420' },
        background: { default: '#0f1115', paper: '#161a20' },
        text: { primary: '#e7eaf0', secondary: '#a2abba', disabled: '#6d7686' },
        divider: '#2a303a',
        outline: '#6b7586',
        quiet: '#1d222a',
        tint: '#22263f',
      },
    },
  },
  spacing: 4,
  shape: { borderRadius: 6 },
  breakpoints: { values: { xs: 0, sm: 600, md: 900, lg: 1200, xl: 1536 } },
  focusVisible: { outlineOffset: 1 },
  motion: { reducedMotion: 'system' },
  transitions: { duration: motion(120) },
  typography: {
    fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
    fontWeightLight: 400,
    fontWeightRegular: 400,
    fontWeightMedium: 500,
    fontWeightBold: 600,
    h1: { fontSize: '1.25rem', lineHeight: 1.4, fontWeight: 600, letterSpacing: '-0.01em' },
    h2: { fontSize: '0.9375rem', lineHeight: 1.5, fontWeight: 600 },
    h3: { fontSize: '0.875rem', lineHeight: 1.5, fontWeight: 600 },
    subtitle1: { fontSize: '0.875rem', lineHeight: 1.5, fontWeight: 500 },
    subtitle2: { fontSize: '0.8125rem', lineHeight: 1.5, fontWeight: 500 },
    body1: { fontSize: '0.875rem', lineHeight: 1.5 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
    caption: { fontSize: '0.75rem', lineHeight: 1.5 },
    overline: {
      fontSize: '0.75rem',
      lineHeight: 1.5,
      fontWeight: 500,
      textTransform: 'none',
      letterSpacing: 0,
    },
    button: { fontSize: '0.875rem', lineHeight: 1.5, fontWeight: 500, textTransform: 'none' },
    code: {
      fontFamily: 'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
      fontSize: '0.8125rem',
      lineHeight: 1.5,
    },
  },
  components,
})

/** Widths that several places share. */
export const layout = { navigation: 232, navigationCollapsed: 57, topBar: 49, settings: 640 } as const

function motion(milliseconds: number) {
  return {
    shortest: milliseconds,
    shorter: milliseconds,
    short: milliseconds,
    standard: milliseconds,
    complex: milliseconds,
    enteringScreen: milliseconds,
    leavingScreen: milliseconds,
  }
}
