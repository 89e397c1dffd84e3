import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applicationRights,
  formatRights,
  fromBits,
  grantList,
  hasRight,
  toBits,
  type ApplicationRight,
  type Grant,
} from './grant.ts'

const everyRight = Object.keys(applicationRights) as ApplicationRight[]
const anyRights = fc.subarray(everyRight, { minLength: 1 })

test.each<[string, ApplicationRight[], number]>([
  ['View', ['View'], 4],
  ['View details', ['ViewDetail'], 20],
  ['Manage', ['Manage'], 28],
  ['Run', ['Run'], 128],
  ['Run and View', ['Run', 'View'], 132],
  ['Automatically deploy', ['Automatic'], 2_147_483_648],
  ['everything', everyRight, 2_147_483_869],
  ['nothing', [], 0],
])('the bits of %s are the vendor’s (contract.md 3.5)', (_, rights, bits) => {
  expect(toBits(rights)).toBe(bits)
})

test('rights come back from their bits with everything that they contain', () => {
  fc.assert(
    fc.property(anyRights, (rights) => {
      const bits = toBits(rights)
      const back = fromBits(bits)
      expect(toBits(back)).toBe(bits)
      expect(fromBits(toBits(back))).toEqual(back)
      for (const right of rights) expect(hasRight(bits, right)).toBe(true)
    }),
  )
})

test('no right is held that was not given or is contained in one that was', () => {
  const contained: Partial<Record<ApplicationRight, ApplicationRight[]>> = {
    ViewDetail: ['View'],
    Manage: ['View', 'ViewDetail'],
  }
  fc.assert(
    fc.property(anyRights, (rights) => {
      const allowed = new Set([...rights, ...rights.flatMap((right) => contained[right] ?? [])])
      for (const right of everyRight) expect(hasRight(toBits(rights), right)).toBe(allowed.has(right))
    }),
  )
})

test('equal permissions are equal lists, in whatever order and form they were sent', () => {
  const row = (id: string, rights: ApplicationRight[]): Grant => ({ type: 'User', id, name: id, rights })
  expect(grantList.parse([row('b', ['Run', 'View']), row('a', ['ViewDetail'])])).toEqual(
    grantList.parse([row('a', ['ViewDetail', 'View']), row('b', ['View', 'Run', 'Run'])]),
  )
})

test.each([
  ['a principal twice', [{ id: 'a' }, { id: 'a' }]],
  ['no right', [{ rights: [] }]],
  ['an unknown right', [{ rights: ['Everything'] }]],
  ['another kind of principal', [{ type: 'Machine' }]],
  ['no id', [{ id: '' }]],
  ['more than is known', [{ admin: true }]],
])('a list with %s is refused', (_, rows) => {
  const complete = rows.map((row) => ({ type: 'User', id: 'x', name: 'x', rights: ['Run'], ...row }))
  expect(grantList.safeParse(complete).success).toBe(false)
})

test('the same id as a user and as a role are two principals', () => {
  const rows = ['User', 'Role'].map((type) => ({ type, id: 'a', name: 'a', rights: ['Run'] }))
  expect(grantList.safeParse(rows).success).toBe(true)
})

test('rights read as the portal says them', () => {
  expect(formatRights(['ViewDetail', 'Run'])).toBe('View details + Run')
})
