import { expect, test } from 'vitest'
import { errorOf } from './thread.ts'

test('a failure that SQLite has no words for tells its code', () => {
  expect(errorOf({ message: 'database is locked', errcode: 5 })).toMatchObject({
    message: 'database is locked',
    errcode: 5,
  })
  expect(errorOf({ message: '', errcode: 10 })).toMatchObject({
    message: 'SQLite failed with code 10',
    errcode: 10,
  })
  expect(errorOf({ message: '', errcode: undefined }).message).toBe('SQLite failed with code unknown')
})
