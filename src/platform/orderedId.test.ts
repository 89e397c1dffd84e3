import { expect, test } from 'vitest'
import { orderedName, orderedUuid } from './orderedId.ts'

const moments = [0, 1, 1_000_000, 1_795_305_600_000, 1_795_305_600_001, 4_102_444_800_000]

test.each([
  ['orderedUuid', orderedUuid, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ['orderedName', orderedName, /^[0-9a-z]{9}[0-9a-f]{12}$/],
] as const)('%s sorts by time, and gives as many ids as are asked for in one moment', (_, make, shape) => {
  const ids = moments.map((at) => make(at))
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(shape)
  expect(new Set(Array.from({ length: 1000 }, () => make(moments[3]))).size).toBe(1000)
})
