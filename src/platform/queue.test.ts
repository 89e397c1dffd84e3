import { expect, test } from 'vitest'
import { Busy, Queue } from './queue.ts'

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
