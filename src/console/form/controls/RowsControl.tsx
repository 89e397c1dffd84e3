import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { blankRow } from '#schema/kinds/rows.ts'
import type { Rows } from '#schema/kinds/rows.ts'
import type { Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { RowFields } from './RowFields.tsx'

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
  const list = useRef<HTMLDivElement>(null)
  const add = () => {
    onChange([...value, blankRow(setting)])
    requestAnimationFrame(() =>
      list.current?.querySelectorAll('[data-row]')[value.length]?.querySelector('input')?.focus(),
    )
  }
  return (
    <div ref={list} role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>{setting.none}</None>}
      {value.map((row, index) => (
        <RowFields
          // Rows have no identity of their own: what names them changes while it is typed.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          key={index}
          setting={setting}
          row={row}
          onChange={(changed) => onChange(value.with(index, changed))}
          onRemove={() => onChange(value.toSpliced(index, 1))}
          onBlur={onBlur}
          fault={fault?.[index] as Fault | undefined}
          readOnly={readOnly}
        />
      ))}
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
