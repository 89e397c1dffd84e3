import Select from '@mui/material/Select'
import { useController } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { LabelledField } from '#console/form/LabelledField.tsx'
import { confidentialClient } from '#schema/application/confidentialClient.ts'

const setting = confidentialClient.settings.suffix

/** The suffix, out of those that the tenant has. */
export function SuffixField({ suffixes }: { suffixes: readonly string[] }) {
  const { form } = useHeldForm()
  const { field, fieldState } = useController({ control: form.control, name: 'confidentialClient.suffix' })
  const value = String(field.value)
  const options = suffixes.includes(value) || value === '' ? suffixes : [value, ...suffixes]
  return (
    <div style={{ marginTop: 24 }}>
      <LabelledField label={setting.label} help={setting.help} fault={fieldState.error?.message}>
        {(attributes) => (
          <Select
            native
            fullWidth
            value={value}
            onChange={(event) => field.onChange(event.target.value)}
            onBlur={field.onBlur}
            error={fieldState.error !== undefined}
            inputProps={attributes}
          >
            {options.map((suffix) => (
              <option key={suffix} value={suffix}>
                @{suffix}
              </option>
            ))}
          </Select>
        )}
      </LabelledField>
    </div>
  )
}
