import Select from '@mui/material/Select'
import { styled } from '@mui/material/styles'
import { useId } from 'react'
import { useController } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { confidentialClient } from '#schema/application/confidentialClient.ts'

const setting = confidentialClient.settings.suffix

/** The suffix, out of those that the tenant has. */
export function SuffixField({ suffixes }: { suffixes: readonly string[] }) {
  const { form } = useHeldForm()
  const { field, fieldState } = useController({ control: form.control, name: 'confidentialClient.suffix' })
  const id = useId()
  const value = String(field.value)
  const options = suffixes.includes(value) || value === '' ? suffixes : [value, ...suffixes]
  return (
    <Field>
      <label htmlFor={id}>{setting.label}</label>
      <Select
        native
        fullWidth
        value={value}
        onChange={(event) => field.onChange(event.target.value)}
        onBlur={field.onBlur}
        error={fieldState.error !== undefined}
        inputProps={{ id, 'aria-describedby': `${id}-help ${id}-fault` }}
      >
        {options.map((suffix) => (
          <option key={suffix} value={suffix}>
            @{suffix}
          </option>
        ))}
      </Select>
      <FaultText id={`${id}-fault`}>{fieldState.error?.message}</FaultText>
      <p id={`${id}-help`}>{setting.help}</p>
    </Field>
  )
}

const Field = styled('div')(({ theme }) => ({
  marginTop: theme.spacing(6),
  '& label': { ...theme.typography.subtitle1, display: 'block', minHeight: 24 },
  '& > p': {
    ...theme.typography.body2,
    margin: theme.spacing(1, 0, 0),
    color: theme.vars.palette.text.secondary,
  },
}))
