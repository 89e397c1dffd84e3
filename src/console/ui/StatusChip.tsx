import { styled } from '@mui/material/styles'
import { Icon, type Glyph } from './Icon.tsx'

export type Tone = 'neutral' | 'good' | 'caution' | 'bad'

/** The state of something in a word; the colour only repeats it. */
export function StatusChip({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: Glyph
  children: string
}) {
  return (
    <Chip tone={tone}>
      {icon ? <Icon of={icon} size={14} /> : tone !== 'neutral' && <Dot aria-hidden />}
      {children}
    </Chip>
  )
}

const colour = { neutral: 'text', good: 'success', caution: 'warning', bad: 'error' } as const

const Chip = styled('span', { shouldForwardProp: (name) => name !== 'tone' })<{ tone: Tone }>(
  ({ theme, tone }) => ({
    ...theme.typography.caption,
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(0.25, 2),
    border: `1px solid ${theme.vars.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontWeight: 500,
    whiteSpace: 'nowrap',
    color:
      tone === 'neutral'
        ? theme.vars.palette.text.secondary
        : theme.vars.palette[colour[tone] as 'success'].main,
    backgroundColor: theme.vars.palette.background.paper,
  }),
)

const Dot = styled('span')({ width: 6, height: 6, borderRadius: '50%', backgroundColor: 'currentcolor' })
