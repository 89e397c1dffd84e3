import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import Select from '@mui/material/Select'
import type { Choice } from '#schema/kinds/choice.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { hasOneInput } from './oneInput.ts'

/** A list, or options side by side. */
export function ChoiceControl(props: ControlProps<Choice>) {
  const { options: now, later = {} } = props.setting
  const options = [
    ...Object.entries(now).map(([value, text]) => ({ value, text, disabled: false })),
    ...Object.entries(later).map(([value, text]) => ({
      value,
      text: `${text} (not available yet)`,
      disabled: true,
    })),
  ]
  return hasOneInput(props.setting) ? (
    <List {...props} options={options} />
  ) : (
    <Radios {...props} options={options} />
  )
}

type Option = { value: string; text: string; disabled: boolean }
type WithOptions = ControlProps<Choice> & { options: Option[] }

function Radios({ options, value, onChange, onBlur, labelId, describedBy, fault, id }: WithOptions) {
  return (
    <RadioGroup
      row
      name={id}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      aria-invalid={faultAt(fault) !== undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    >
      {options.map(({ value: option, text, disabled }) => (
        <FormControlLabel key={option} value={option} label={text} control={<Radio />} disabled={disabled} />
      ))}
    </RadioGroup>
  )
}

function List({ options, value, onChange, onBlur, id, describedBy, fault }: WithOptions) {
  return (
    <Select
      native
      fullWidth
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      error={faultAt(fault) !== undefined}
      inputProps={{ id, 'aria-describedby': describedBy }}
    >
      {options.map(({ value: option, text, disabled }) => (
        <option key={option} value={option} disabled={disabled}>
          {text}
        </option>
      ))}
    </Select>
  )
}
