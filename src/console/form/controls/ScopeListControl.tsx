import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { ScopeList } from '#schema/kinds/scopeList.ts'
import { faultAt, type Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { ScopeRowFields } from './ScopeRowFields.tsx'
import { useRowFocus } from './useRowFocus.ts'

const mostOpenAtFirst = 3

/** Scopes one below the other. Where there are many they start folded; one with a fault is always open. */
export function ScopeListControl({
  setting,
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
  readOnly,
}: ControlProps<ScopeList>) {
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () => new Set(value.length <= mostOpenAtFirst ? value.keys() : []),
  )
  const { list, came, went } = useRowFocus<HTMLDivElement>()
  const add = () => {
    setOpen(new Set([...open, value.length]))
    onChange([...value, { name: '', description: '', patterns: setting.patterns ? [''] : [] }])
    came(value.length)
  }
  const remove = (index: number) => {
    setOpen(
      new Set([...open].filter((each) => each !== index).map((each) => (each > index ? each - 1 : each))),
    )
    onChange(value.toSpliced(index, 1))
    went(index)
  }
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>No scope yet. A client can then get a token that opens nothing.</None>}
      <div ref={list}>
        {value.map((row, index) => {
          const faultHere = fault?.[index] as Fault | undefined
          return (
            <ScopeRowFields
              // Rows have no identity of their own: names change while they are typed.
              // oxlint-disable-next-line react/no-array-index-key -- see above
              key={index}
              row={row}
              withPatterns={setting.patterns}
              open={open.has(index) || faultHere !== undefined}
              onOpen={(opened) =>
                setOpen(new Set(opened ? [...open, index] : [...open].filter((each) => each !== index)))
              }
              onChange={(changed) => onChange(value.with(index, changed))}
              onRemove={() => remove(index)}
              onBlur={onBlur}
              fault={faultHere}
              faultOfRow={faultAt(fault, index)}
              readOnly={readOnly}
            />
          )
        })}
      </div>
      {!readOnly && (
        <Button look="plain" icon={Plus} onClick={add}>
          Add scope
        </Button>
      )}
    </div>
  )
}

const None = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
