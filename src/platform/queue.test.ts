import { expect, test } from 'vitest'
import { Busy, Queue, type Place } from './queue.ts'

test('RL-05 keeps to its limits and serves in order of arrival, also after a failure', async () => {
  const queue = new Queue({ running: 2, waiting: 3 })
  const order: number[] = []
  let running = 0
  let most = 0
  const task = (n: number) => async () => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running--
    order.push(n)
    if (n === 1) throw new Error('one')
  }
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((n) => queue.add(task(n))))
  expect(outcomes.map((one) => (one.status === 'rejected' ? one.reason.message : 'done'))).toEqual([
    'done',
    'one',
    'done',
    'done',
    'done',
    new Busy().message,
    new Busy().message,
  ])
  expect([order, most]).toEqual([[0, 1, 2, 3, 4], 2])
  await queue.add(task(7))
  expect(order.at(-1)).toBe(7)
})

/** Tasks that end when they are told to, and the names of those that have begun. */
function held(queue: Queue) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (name: string, place?: Place) =>
    queue.add(() => {
      begun.push(name)
      return new Promise<string>((end) => ends.set(name, () => end(name)))
    }, place)
  const end = async (name: string) => {
    ends.get(name)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { begun, ask, end }
}

test('X-14 who comes behind is served when nobody else waits, and each kind has its own bound', async () => {
  const { begun, ask, end } = held(new Queue({ running: 1, waiting: 2, behind: 1 }))
  const kept = [ask('first'), ask('late', { behind: true }), ask('second'), ask('third')]
  await expect(ask('later', { behind: true })).rejects.toThrow(Busy)
  await expect(ask('fourth')).rejects.toThrow(Busy)
  for (const name of ['first', 'second', 'third', 'late']) await end(name)
  expect(begun).toEqual(['first', 'second', 'third', 'late'])
  expect(await Promise.all(kept)).toHaveLength(4)
})

test('X-14 no sharer takes the room of the others', async () => {
  const queue = new Queue({ running: 2, waiting: 8, each: { running: 1, waiting: 2 } })
  const { begun, ask, end } = held(queue)
  const kept = ['a1', 'a2', 'a3'].map((name) => ask(name, { sharer: 'a' }))
  await expect(ask('a4', { sharer: 'a' })).rejects.toThrow('Too many requests of yours are waiting.')
  kept.push(ask('b1', { sharer: 'b' }), ask('c1', { sharer: 'c' }))
  expect(begun).toEqual(['a1', 'b1'])
  await end('b1')
  expect(begun).toEqual(['a1', 'b1', 'c1'])
  for (const name of ['a1', 'c1', 'a2', 'a3']) await end(name)
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
  expect(await Promise.all(kept)).toHaveLength(5)
})

test('X-14 those of one name come in turn with others, and fill half of the line', async () => {
  const { begun, ask, end } = held(new Queue({ running: 1, waiting: 6 }))
  const kept = ['a1', 'a2', 'a3', 'a4'].map((name) => ask(name, { turn: 'a' }))
  await expect(ask('a5', { turn: 'a' })).rejects.toThrow(Busy)
  kept.push(ask('b1', { turn: 'b' }), ask('b2', { turn: 'b' }), ask('c1', { turn: 'c' }))
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']) await end(name)
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4'])
  expect(await Promise.all(kept)).toHaveLength(7)
})
