import OutlinedInput from '@mui/material/OutlinedInput'
import { Fragment, useId, useMemo } from 'react'
import { applicationRights, type ApplicationRight, type Grant } from '#schema/grant.ts'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { useRowWindow } from '../controls/useRowWindow.ts'
import { faultAt, type Fault } from '../fault.ts'
import { GrantRow, type GrantChanges } from './GrantRow.tsx'
import { About, Body, Frame, Gap, Head, HeadCell, HeadLine, Table } from './gridLook.ts'
import { howHeld, keyOf, reachedBy } from './reaching.ts'
import { useAmong } from './useAmong.ts'
import { useGridFocus } from './useGridFocus.ts'

const rights = Object.keys(applicationRights) as ApplicationRight[]
const mostWithoutFilter = 8

type Props = {
  value: readonly Grant[]
  labelId?: string
  fault?: Fault | undefined
  /** Without it the grid is text. */
  changes?: GrantChanges
  filter: string
  onFilter: (text: string) => void
}

/** Principals by rights: what each is given, and what reaches it through the others. */
export function GrantGrid({ value, labelId, fault, changes, filter, onFilter }: Props) {
  const id = useId()
  const { among, unknown } = useAmong(value)
  const rightsOf = useMemo(() => new Map(value.map((each) => [keyOf(each), each.rights])), [value])
  const rows = distinct(value).map((row, index) => ({
    ...row,
    index,
    message: faultAt(fault, index) ?? faultAt(fault, index, 'rights'),
    reached: reachedBy(among.get(keyOf(row.grant)), rightsOf),
    serviceUser: among.get(keyOf(row.grant))?.ServiceUser ?? false,
  }))
  const wanted = filter.trim().toLowerCase()
  const shown = rows.filter(
    ({ grant, message }) => message !== undefined || grant.name.toLowerCase().includes(wanted),
  )
  const faulty = shown.findIndex(({ message }) => message !== undefined)
  const { body, at, onKeyDown, onFocus } = useGridFocus(shown.map((row) => row.id))
  const { places, after, partly, measure } = useRowWindow({
    list: { element: body, keys: shown, focused: at.row },
    faulty: faulty === -1 ? undefined : faulty,
    gap: 0,
    height: 40,
  })
  const editable = changes !== undefined
  return (
    <Frame>
      {value.length > mostWithoutFilter && (
        <OutlinedInput
          fullWidth
          type="search"
          placeholder="Filter by name"
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          inputProps={{ 'aria-label': 'Filter by name', 'aria-controls': id }}
        />
      )}
      {value.length > mostWithoutFilter && (
        <About aria-live="polite">
          {wanted === '' ? countsOf(value) : `${shown.length} of ${value.length} shown`}
        </About>
      )}
      <Table
        id={id}
        role={editable ? 'grid' : 'table'}
        aria-label={labelId ? undefined : 'Permissions'}
        aria-labelledby={labelId}
        aria-rowcount={partly ? shown.length + 1 : undefined}
        data-editable={editable || undefined}
        hidden={value.length === 0}
        {...(editable && { onKeyDown, onFocus })}
      >
        <Head role="rowgroup">
          <HeadLine role="row">
            <HeadCell role="columnheader" scope="col">
              Principal
            </HeadCell>
            {rights.map((right) => (
              <HeadCell key={right} role="columnheader" scope="col">
                {applicationRights[right].label}
                <Count {...countOf(right, rows)} />
              </HeadCell>
            ))}
            {editable && (
              <HeadCell role="columnheader" scope="col">
                <span style={visuallyHidden}>Remove</span>
              </HeadCell>
            )}
          </HeadLine>
        </Head>
        <Body role="rowgroup" ref={body} style={{ paddingBottom: after }}>
          {places.map(({ index: place, before }) => {
            const row = shown[place]
            return (
              row && (
                <Fragment key={row.id}>
                  {before > 0 && <Gap aria-hidden role="presentation" style={{ height: before }} />}
                  <GrantRow
                    row={row}
                    place={place}
                    partly={partly}
                    measure={measure}
                    column={editable && at.row === place ? at.column : undefined}
                    changes={changes}
                  />
                </Fragment>
              )
            )
          })}
        </Body>
      </Table>
      {wanted !== '' && shown.length === 0 && <About>Nobody here has “{filter.trim()}” in the name.</About>}
      {unknown && <About>{unknown}</About>}
    </Frame>
  )
}

function Count({ given, through }: { given: number; through: number }) {
  return (
    <small>
      <span aria-hidden>{through > 0 ? `${given} +${through}` : given}</span>
      <span style={visuallyHidden}>
        {' '}
        given to {given}
        {through > 0 && `, held by ${through} through others`}
      </span>
    </small>
  )
}

type Counted = Pick<Parameters<typeof GrantRow>[0]['row'], 'grant' | 'reached'>

function countOf(right: ApplicationRight, rows: readonly Counted[]) {
  const held = rows.map(({ grant, reached }) => howHeld(right, grant.rights, reached))
  return {
    given: held.filter((how) => how === 'given' || how === 'part').length,
    through: held.filter((how) => how === 'through').length,
  }
}

/** "50 principals: 2 roles, 8 groups, 40 users" */
function countsOf(value: readonly Grant[]): string {
  const counts = (['Role', 'Group', 'User'] as const).flatMap((type) => {
    const count = value.filter((each) => each.type === type).length
    return count === 0 ? [] : [`${count} ${type.toLowerCase()}${count === 1 ? '' : 's'}`]
  })
  return `${value.length} principals: ${counts.join(', ')}`
}

/** A key for each, also for one that stands there twice, which is a fault. */
function distinct(value: readonly Grant[]) {
  const seen = new Map<string, number>()
  return value.map((grant) => {
    const key = keyOf(grant)
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    return { id: times === 0 ? key : `${key} ${times}`, grant }
  })
}
