import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { formatDuration } from '#schema/duration.ts'
import type { Duration } from '#schema/kinds/duration.ts'
import { countIn, partsOf, totalOf, type DurationParts } from '../durationParts.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'

type Typed = Record<keyof DurationParts, string>

/**
 * Days, hours and minutes; the value is seconds, and NaN while something typed is no number. What is typed stays as typed until the field is left with
 * a number in it: 48 hours do not jump to 2 days.
 */
export function DurationControl({
  setting,
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
}: ControlProps<Duration>) {
  const [typed, setTyped] = useState<Typed | null>(null)
  const shown = typed !== null && Object.is(secondsIn(typed), value) ? typed : inWords(value)
  const units: (keyof DurationParts)[] = ['days', 'hours', 'minutes']
  if (setting.min < 60 || !['', '0'].includes(shown.seconds)) units.push('seconds')
  const change = (unit: keyof DurationParts, text: string) => {
    const next = { ...shown, [unit]: text }
    setTyped(next)
    onChange(secondsIn(next))
  }
  return (
    <Row role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {units.map((unit) => (
        <OutlinedInput
          key={unit}
          value={shown[unit]}
          onChange={(event) => change(unit, event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={() => {
            if (!Number.isNaN(value)) setTyped(null)
            onBlur()
          }}
          error={faultAt(fault) !== undefined}
          endAdornment={<InputAdornment position="end">{unit}</InputAdornment>}
          inputProps={{ 'aria-label': `${setting.label}, ${unit}`, inputMode: 'decimal', size: 4 }}
        />
      ))}
      <Words aria-live="polite">{Number.isNaN(value) ? '' : formatDuration(value)}</Words>
    </Row>
  )
}

function inWords(value: number): Typed {
  const text = (count: number) => (Number.isNaN(count) ? '' : String(count))
  const { days, hours, minutes, seconds } = partsOf(value)
  return { days: text(days), hours: text(hours), minutes: text(minutes), seconds: text(seconds) }
}

/** NaN where one is no number. */
function secondsIn(typed: Typed): number {
  const count = (unit: keyof Typed) => countIn(typed[unit]) ?? Number.NaN
  return totalOf({
    days: count('days'),
    hours: count('hours'),
    minutes: count('minutes'),
    seconds: count('seconds'),
  })
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2),
  '& .MuiInputAdornment-root p': { fontSize: theme.typography.body2.fontSize },
  '& input': { width: '3rem' },
}))

const Words = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))
