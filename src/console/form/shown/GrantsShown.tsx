import { useState } from 'react'
import type { GrantList } from '#schema/kinds/grantList.ts'
import { GrantGrid } from '../grants/GrantGrid.tsx'
import { Nothing } from './look.ts'
import type { ShownProps } from './shownProps.ts'

/** Principals and the rights that each holds, by itself and through others. */
export function GrantsShown({ value }: ShownProps<GrantList>) {
  const [filter, setFilter] = useState('')
  return value.length === 0 ? (
    <Nothing>Nobody is listed.</Nothing>
  ) : (
    <GrantGrid value={value} filter={filter} onFilter={setFilter} />
  )
}
