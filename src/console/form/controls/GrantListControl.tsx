import { styled } from '@mui/material/styles'
import type { ApplicationRight, Grant } from '#schema/grant.ts'
import type { GrantList } from '#schema/kinds/grantList.ts'
import { faultAt } from '../fault.ts'
import { AddPrincipal } from '../AddPrincipal.tsx'
import type { ControlProps } from './control.ts'
import { GrantRow } from './GrantRow.tsx'
import { RowList } from './RowList.tsx'
import { useRows } from './useRows.ts'

/** What is enough for a client (contract.md 13.5). */
const enough: ApplicationRight[] = ['View', 'Run']

/** Principals and what each may do with the application. */
export function GrantListControl({
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
}: ControlProps<GrantList>) {
  const { list, add, change, remove } = useRows<Grant>(value, onChange)
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <Nobody>Nobody is listed yet.</Nobody>}
      <RowList list={list} fault={fault} gap={8} height={118} labelOf={(index) => value[index]?.name}>
        {(index) => {
          const row = value[index]
          return (
            row && (
              <GrantRow
                index={index}
                row={row}
                message={faultAt(fault, index) ?? faultAt(fault, index, 'rights')}
                onChange={change}
                onRemove={remove}
                onBlur={onBlur}
              />
            )
          )
        }}
      </RowList>
      <AddPrincipal
        types={['Role', 'Group', 'User']}
        without={new Set(value.map(({ id }) => id))}
        // The buttons that add keep the focus
        onAdd={({ type, id, name }) => add([{ type, id, name, rights: enough }], { focus: false })}
      />
    </div>
  )
}

const Nobody = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
