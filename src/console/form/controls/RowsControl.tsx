import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { Button } from '#console/ui/Button.tsx'
import { blankRow, type Rows } from '#schema/kinds/rows.ts'
import type { Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { RowFields } from './RowFields.tsx'
import { RowList } from './RowList.tsx'
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
}: ControlProps<Rows>) {
  const { list, add, change, remove } = useRows<Rows['default'][number]>(value, onChange)
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>{setting.none}</None>}
      <RowList list={list} fault={fault} gap={8} height={83}>
        {(index) => {
          const row = value[index]
          return (
            row && (
              <RowFields
                setting={setting}
                index={index}
                row={row}
                onChange={change}
                onRemove={remove}
                onBlur={onBlur}
                fault={fault?.[index] as Fault | undefined}
              />
            )
          )
        }}
      </RowList>
      <Button look="plain" icon={Plus} onClick={() => add([blankRow(setting)])}>
        Add {setting.itemLabel}
      </Button>
    </div>
  )
}

const None = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
