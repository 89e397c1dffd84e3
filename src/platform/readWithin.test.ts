import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { readWithin } from './readWithin.ts'

async function* partsOf(count: number, ended = () => {}) {
  try {
    for (let index = 0; index < count; index++) yield await Promise.resolve('a'.repeat(100_000))
  } finally {
    ended()
  }
}

test('whoever reads gets all of it, however long it takes', async () => {
  expect(await text(readWithin(partsOf(20), 1))).toHaveLength(2_000_000)
})

test('a text that nobody reads on ends, and what gives it ends too', async () => {
  let ended = false
  const stream = readWithin(
    partsOf(20, () => (ended = true)),
    20,
  )
  const errors: unknown[] = []
  stream.once('data', () => stream.pause()).on('error', (error) => errors.push(error))
  await new Promise((done) => stream.once('close', done))
  expect(errors).toEqual([new Error('Nobody read on')])
  expect(ended).toBe(true)
})
