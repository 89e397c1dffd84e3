import { expect, test } from 'vitest'
import { eventTable, groupTable, roleTable } from '#schema/redrockColumns.ts'
import { condition, quoted, select } from './select.ts'

test('a quote in a value cannot end it', () => {
  expect(quoted("O'Brien' or 1=1 --")).toBe("'O''Brien'' or 1=1 --'")
})

test('a script and the rows of its reply have the same columns', () => {
  const { script, row } = select(groupTable, ['InternalName as ID', 'SystemName'], {
    where: condition(groupTable, ({ Description }) => `${Description} = ${quoted('x')}`),
    orderBy: 'SystemName',
  })
  expect(script).toBe(
    "select InternalName as ID, SystemName from DSGroups where Description = 'x' order by SystemName",
  )
  expect(row.parse({ ID: 'g', SystemName: null })).toEqual({ ID: 'g', SystemName: '' })
  expect(() => row.parse({ InternalName: 'g', SystemName: 'Approvers' })).toThrow('ID')
})

test('a count is of the rows that are alike in the other columns', () => {
  const { script, row } = select(roleTable, ['RoleType', 'count(*) as Roles'])
  expect(script).toBe('select RoleType, count(*) as Roles from Role group by RoleType')
  expect(row.parse({ RoleType: 'Everybody', Roles: 1 })).toEqual({ RoleType: 'Everybody', Roles: 1 })
})

test('a column that a table lacks does not compile', () => {
  // @ts-expect-error -- in what is asked for
  select(roleTable, ['Nme'])
  // @ts-expect-error -- under another name
  select(roleTable, ['Nme as Name'])
  // @ts-expect-error -- in the order
  select(roleTable, ['Name'], { orderBy: 'Nme' })
  // @ts-expect-error -- in a condition
  condition(roleTable, ({ Nme }) => Nme)
  // @ts-expect-error -- a condition that names no table
  select(roleTable, ['Name'], { where: 'Nme = 1' })
  // @ts-expect-error -- in the rows
  expect(select(roleTable, ['Name']).row.parse({ Name: 'a' }).ID).toBeUndefined()
})

test('dates arrive as the vendor writes them, the unset one as null', () => {
  const { row } = select(eventTable, ['WhenOccurred'])
  expect(row.parse({ WhenOccurred: '/Date(1652621703570)/' })).toEqual({ WhenOccurred: 1_652_621_703_570 })
  expect(row.parse({ WhenOccurred: '/Date(-62135596800000)/' })).toEqual({ WhenOccurred: null })
  expect(row.parse({ WhenOccurred: null })).toEqual({ WhenOccurred: null })
})
