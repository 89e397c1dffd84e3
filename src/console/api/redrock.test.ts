import { expect, test } from 'vitest'
import { dateColumn, quoted } from './redrock.ts'

test('a quote in a value cannot end it', () => {
  expect(quoted("O'Brien' or 1=1 --")).toBe("'O''Brien'' or 1=1 --'")
})

test('dates arrive as the vendor writes them, the unset one as null', () => {
  expect(dateColumn.parse('/Date(1652621703570)/')).toBe(1_652_621_703_570)
  expect(dateColumn.parse('/Date(-62135596800000)/')).toBeNull()
  expect(dateColumn.parse(null)).toBeNull()
})
