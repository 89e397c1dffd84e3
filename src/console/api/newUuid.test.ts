import { expect, test } from 'vitest'
import { z } from 'zod'
import { newUuid } from './newUuid.ts'

test('is a UUID of version 4, each time another', () => {
  const made = Array.from({ length: 200 }, newUuid)
  for (const one of made) expect(z.uuidv4().safeParse(one).success).toBe(true)
  expect(new Set(made).size).toBe(200)
})
