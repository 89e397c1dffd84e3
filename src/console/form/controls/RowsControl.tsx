import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { Button } from '#console/ui/Button.tsx'
import { blankRow, type Rows } from '#schema/kinds/rows.ts'
import type { Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { RowFields } from './RowFields.tsx'
import { useRowFocus } from './useRowFocus.ts'

/** Rows one below the other, each with a field for every column. */
export function RowsControl({
  setting,
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
  readOnly,
}: ControlProps<Rows>) {
  const { list, came, went } = useRowFocus<HTMLDivElement>()
  const add = () => {
    onChange([...value, blankRow(setting)])
    came(value.length)
  }
  const remove = (index: number) => {
    onChange(value.toSpliced(index, 1))
    went(index)
  }
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>{setting.none}</None>}
      <div ref={list}>
        {value.map((row, index) => (
          <RowFields
            // Rows have no identity of their own: what names them changes while it is typed.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            key={index}
            setting={setting}
            row={row}
            onChange={(changed) => onChange(value.with(index, changed))}
            onRemove={() => remove(index)}
            onBlur={onBlur}
            fault={fault?.[index] as Fault | undefined}
            readOnly={readOnly}
          />
        ))}
      </div>
      {!readOnly && (
        <Button look="plain" icon={Plus} onClick={add}>
          Add {setting.itemLabel}
        </Button>
      )}
    </div>
  )
}

const None = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
