import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { formatDuration } from '#schema/duration.ts'
import type { Duration } from '#schema/kinds/duration.ts'
import { partsOf, totalOf, type DurationParts } from '../durationParts.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'

const largest = 99_999

/** Days, hours and minutes; the value is seconds. What is typed stays as typed until the field is left: 48 hours do not jump to 2 days. */
export function DurationControl({
  setting,
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
  readOnly,
}: ControlProps<Duration>) {
  const [typed, setTyped] = useState<DurationParts | null>(null)
  const parts = typed !== null && totalOf(typed) === value ? typed : partsOf(value)
  const units: (keyof DurationParts)[] = ['days', 'hours', 'minutes']
  if (partsOf(value).seconds > 0 || setting.min < 60) units.push('seconds')
  const change = (unit: keyof DurationParts, text: string) => {
    const count = Math.min(largest, Number(text.replace(/\D/g, '')))
    const next = { ...parts, [unit]: count }
    setTyped(next)
    onChange(totalOf(next))
  }
  return (
    <Row role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {units.map((unit) => (
        <OutlinedInput
          key={unit}
          value={parts[unit]}
          onChange={(event) => change(unit, event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={() => {
            setTyped(null)
            onBlur()
          }}
          readOnly={readOnly}
          error={faultAt(fault) !== undefined}
          endAdornment={<InputAdornment position="end">{unit}</InputAdornment>}
          inputProps={{ 'aria-label': `${setting.label}, ${unit}`, inputMode: 'numeric', size: 4 }}
        />
      ))}
      <Words aria-live="polite">{formatDuration(value)}</Words>
    </Row>
  )
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
