import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { styled } from '@mui/material/styles'
import { dayOf } from '#console/ui/relativeTime.ts'
import type { SealedSecret, SealedValue } from '#schema/kinds/sealedSecret.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { SecretInput } from './SecretInput.tsx'

/** A secret that the tenant keeps and nobody reads back: kept, replaced or removed; typed where there is none. */
export function SealedSecretControl(props: ControlProps<SealedSecret>) {
  const { setting, value, onChange, onBlur, id, labelId, describedBy, fault } = props
  const { since } = value
  const faulty = faultAt(fault) !== undefined
  const input = {
    value: value.next ?? '',
    onBlur,
    id,
    describedBy,
    faulty,
    maxLength: setting.maxLength,
  }
  if (since === null)
    return (
      <SecretInput
        {...input}
        labelId={labelId}
        onChange={(next) => onChange(next === '' ? { since } : { since, next })}
      />
    )
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      <RadioGroup
        row
        name={id}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        aria-invalid={faulty}
        value={wishIn(value)}
        onChange={(event) => onChange({ since, ...wishes[event.target.value as Wish] })}
        onBlur={onBlur}
      >
        <FormControlLabel value="keep" label={`Keep the one of ${dayOf(since)}`} control={<Radio />} />
        <FormControlLabel value="replace" label="Replace" control={<Radio />} />
        <FormControlLabel value="remove" label="Remove" control={<Radio />} />
      </RadioGroup>
      {typeof value.next === 'string' && (
        <Below>
          <SecretInput
            {...input}
            label={`${setting.label}, the new one`}
            onChange={(next) => onChange({ since, next })}
          />
        </Below>
      )}
    </div>
  )
}

const wishes = {
  keep: {},
  replace: { next: '' },
  remove: { next: null },
} satisfies Record<string, Partial<SealedValue>>
type Wish = keyof typeof wishes

const wishIn = ({ next }: SealedValue): Wish =>
  next === undefined ? 'keep' : next === null ? 'remove' : 'replace'

const Below = styled('div')(({ theme }) => ({ marginTop: theme.spacing(2) }))
