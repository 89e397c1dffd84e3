import { styled } from '@mui/material/styles'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { applicationRights, type ApplicationRight } from '#schema/grant.ts'
import type { GrantList } from '#schema/kinds/grantList.ts'
import { AddPrincipal } from '../AddPrincipal.tsx'
import { GrantGrid } from '../grants/GrantGrid.tsx'
import type { GrantChanges } from '../grants/GrantRow.tsx'
import type { ControlProps } from './control.ts'

/** What is enough for a client (contract.md 13.5). */
const enough: ApplicationRight[] = ['View', 'Run']
const rights = Object.keys(applicationRights) as ApplicationRight[]

/** Principals and what each may do with the application. */
export function GrantListControl({
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
}: ControlProps<GrantList>) {
  const root = useRef<HTMLDivElement>(null)
  const [filter, setFilter] = useState('')
  const latest = useRef({ value, onChange, onBlur })
  useLayoutEffect(() => {
    latest.current = { value, onChange, onBlur }
  })
  // The same functions, so that a row is drawn anew only when it changes
  const changes = useMemo<GrantChanges>(
    () => ({
      toggle: (index, right) => {
        const { value, onChange } = latest.current
        const row = value[index]
        if (!row) return
        const has = (each: ApplicationRight) => row.rights.includes(each) !== (each === right)
        onChange(value.with(index, { ...row, rights: rights.filter(has) }))
      },
      remove: (index) => {
        const { value, onChange } = latest.current
        const place = removers(root.current).findIndex((each) => each === document.activeElement)
        onChange(value.toSpliced(index, 1))
        requestAnimationFrame(() => {
          const left = removers(root.current)
          // Without a row the first button is the one that adds
          const next = left[Math.min(place, left.length - 1)] ?? root.current?.querySelector('button')
          next?.focus()
        })
      },
      onBlur: () => latest.current.onBlur(),
    }),
    [],
  )
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy} ref={root}>
      {value.length === 0 && <Nobody>Nobody is listed yet.</Nobody>}
      <GrantGrid
        value={value}
        labelId={labelId}
        fault={fault}
        changes={changes}
        filter={filter}
        onFilter={setFilter}
      />
      <AddPrincipal
        types={['Role', 'Group', 'User']}
        without={new Set(value.map(({ id }) => id))}
        onAdd={({ type, id, name }) => {
          setFilter('')
          onChange([...value, { type, id, name, rights: enough }])
        }}
      />
    </div>
  )
}

const removers = (root: HTMLElement | null) => [
  ...(root?.querySelectorAll<HTMLElement>('[data-remove]') ?? []),
]

const Nobody = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
