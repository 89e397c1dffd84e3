import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { Button } from '#console/ui/Button.tsx'
import { blankRow, type Rows } from '#schema/kinds/rows.ts'
import type { Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { RowFields } from './RowFields.tsx'
import { useRows } from './useRows.ts'

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
  const { list, keys, add, change, remove } = useRows<Rows['default'][number], HTMLDivElement>(
    value,
    onChange,
  )
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>{setting.none}</None>}
      <div ref={list}>
        {value.map((row, index) => (
          <RowFields
            key={keys[index]?.id}
            setting={setting}
            row={row}
            onChange={(changed) => change(index, changed)}
            onRemove={() => remove(index)}
            onBlur={onBlur}
            fault={fault?.[index] as Fault | undefined}
            readOnly={readOnly}
          />
        ))}
      </div>
      {!readOnly && (
        <Button look="plain" icon={Plus} onClick={() => add([blankRow(setting)])}>
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
