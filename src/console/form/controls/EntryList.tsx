import { Plus } from 'lucide-react'
import { useId } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { faultAt, type Fault } from '../fault.ts'
import { EntryRow } from './EntryRow.tsx'
import { RowList } from './RowList.tsx'
import { useRows } from './useRows.ts'

type Props = {
  entries: string[]
  onChange: (entries: string[]) => void
  onBlur: () => void
  /** What one entry is called: "Redirect URI". */
  itemLabel: string
  placeholder?: string
  fault: Fault | undefined
}

/** One text per row. Several pasted lines become several rows; Enter opens the next one. */
export function EntryList({ entries, onChange, onBlur, itemLabel, placeholder, fault }: Props) {
  const id = useId()
  const { list, add, change, remove } = useRows<string>(entries, onChange)
  return (
    <>
      <RowList list={list} fault={fault} gap={6} height={37}>
        {(index) => (
          <EntryRow
            index={index}
            entry={entries[index] ?? ''}
            itemLabel={itemLabel}
            placeholder={placeholder}
            faultId={`${id}-${index}`}
            message={faultAt(fault, index)}
            onAdd={add}
            onChange={change}
            onRemove={remove}
            onBlur={onBlur}
          />
        )}
      </RowList>
      <Button look="plain" icon={Plus} onClick={() => add([''])}>
        Add {itemLabel}
      </Button>
    </>
  )
}
