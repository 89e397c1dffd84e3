import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { ScopeList } from '#schema/kinds/scopeList.ts'
import { faultAt, type Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { ScopeRowFields } from './ScopeRowFields.tsx'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { useRows, type RowKey } from './useRows.ts'

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
  const [few] = useState(value.length <= mostOpenAtFirst)
  /** Rows that somebody has opened or folded, by their ids. */
  const [folds, setFolds] = useState<ReadonlyMap<number, boolean>>(new Map())
  const { list, keys, add, change, remove } = useRows<ScopeRow, HTMLDivElement>(value, onChange)
  const isOpen = (key: RowKey) => folds.get(key.id) ?? (few || key.added)
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>No scope yet. A client can then get a token that opens nothing.</None>}
      <div ref={list}>
        {value.map((row, index) => {
          const key = keys[index]
          if (!key) return null
          const faultHere = fault?.[index] as Fault | undefined
          return (
            <ScopeRowFields
              key={key.id}
              row={row}
              withPatterns={setting.patterns}
              open={isOpen(key) || faultHere !== undefined}
              onOpen={(opened) => setFolds(new Map(folds).set(key.id, opened))}
              onChange={(changed) => change(index, changed)}
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
        <Button look="plain" icon={Plus} onClick={() => add([blank(setting)])}>
          Add scope
        </Button>
      )}
    </div>
  )
}

const blank = ({ patterns }: ScopeList): ScopeRow => ({
  name: '',
  description: '',
  patterns: patterns ? [''] : [],
})

const None = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
