import { expect, test } from 'vitest'
import { isNewEnough } from './node.js'

test.each(['24.7.0', '24.21.0', '25.0.0', '26.10.0'])('Node %s runs the product', (version) => {
  expect(isNewEnough(version)).toBe(true)
})

test.each(['18.20.1', '20.19.0', '22.99.0', '24.6.9'])('Node %s is too old', (version) => {
  expect(isNewEnough(version)).toBe(false)
})
