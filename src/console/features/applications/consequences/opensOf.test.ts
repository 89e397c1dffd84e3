import { expect, test } from 'vitest'
import { opensOf } from './opensOf.ts'

const api = (path: string) => ({ method: 'POST', path, about: '', right: '', risk: 'reads' })
const apis = [api('Redrock/query'), api('UserMgmt/RemoveUser')]

test('a pattern names what it opens, or what is wrong with it; an empty row says nothing', () => {
  expect(opensOf(['redrock/', '', 'User(', '.*'], apis)).toEqual([
    { pattern: 'redrock/', fault: null, paths: ['Redrock/query'] },
    { pattern: 'User(', fault: expect.stringContaining('missing closing )') as string, paths: [] },
    { pattern: '.*', fault: null, paths: ['Redrock/query', 'UserMgmt/RemoveUser'] },
  ])
})
