import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { ScopeList } from '#schema/kinds/scopeList.ts'
import { faultAt, type Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { RowList } from './RowList.tsx'
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
}: ControlProps<ScopeList>) {
  const [few] = useState(value.length <= mostOpenAtFirst)
  /** Rows that somebody has opened or folded, by their ids. */
  const [folds, setFolds] = useState<ReadonlyMap<number, boolean>>(new Map())
  const { list, add, change, remove } = useRows<ScopeRow>(value, onChange)
  const isOpen = (key: RowKey) => folds.get(key.id) ?? (few || key.added)
  const fold = useCallback(
    (id: number, opened: boolean) => setFolds((before) => new Map(before).set(id, opened)),
    [],
  )
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>No scope yet. A client can then get a token that opens nothing.</None>}
      <RowList list={list} fault={fault} gap={8} height={42}>
        {(index, key) => {
          const row = value[index]
          const faultHere = fault?.[index] as Fault | undefined
          return (
            row && (
              <ScopeRowFields
                index={index}
                rowId={key.id}
                row={row}
                withPatterns={setting.patterns}
                open={isOpen(key) || faultHere !== undefined}
                onOpen={fold}
                onChange={change}
                onRemove={remove}
                onBlur={onBlur}
                fault={faultHere}
                faultOfRow={faultAt(fault, index)}
              />
            )
          )
        }}
      </RowList>
      <Button look="plain" icon={Plus} onClick={() => add([blank(setting)])}>
        Add scope
      </Button>
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
