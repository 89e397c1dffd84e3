import { expect, test } from 'vitest'
import { linkOptions } from '@tanstack/react-router'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { keyPresses } from './keyPresses.ts'
import { letters, shortcutsFor } from './shortcuts.ts'

const pages = Object.keys(letters).map((to) => ({
  kind: 'Page',
  key: to,
  label: to,
  detail: '',
  link: linkOptions({ to: to as '/' }),
}))

const all = shortcutsFor({
  pages,
  adding: undefined,
  go: () => {},
  showSheet: () => {},
  find: () => null,
})

const pressed = (key: string, more: { ctrlKey?: boolean; altKey?: boolean; at?: number } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  timeStamp: more.at ?? 0,
  ...more,
})

test('every list has a letter, and no two shortcuts are the same keys', () => {
  for (const type of objectTypes) expect(letters).toHaveProperty([nouns[type].path])
  const keys = all.map((each) => each.keys.join(' '))
  expect(new Set(keys).size).toBe(keys.length)
  // One that another begins with would never wait for the second key.
  expect(keys.filter((each) => keys.some((other) => other.startsWith(`${each} `)))).toEqual([])
})

test('two keys are one shortcut when they follow each other', () => {
  const presses = keyPresses()
  const press = (key: string, at: number) => presses.press(all, pressed(key, { at }), true)?.does
  expect([press('g', 0), press('u', 500)]).toEqual([undefined, 'Go to /users'])
  expect([press('g', 1000), press('u', 3500)]).toEqual([undefined, undefined])
  expect([press('g', 4000), press('z', 4100), press('u', 4200)]).toEqual([undefined, undefined, undefined])
  expect([press('G', 5000), press('Shift', 5100), press('?', 5200)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect([press('Shift', 6000), press('?', 6100)]).toEqual([undefined, 'Show this sheet'])
})

test('while somebody types, and when they are switched off, single keys write', () => {
  const presses = keyPresses()
  expect(presses.press(all, pressed('n'), false)).toBeUndefined()
  expect([presses.press(all, pressed('g'), true), presses.press(all, pressed('u'), false)]).toEqual([
    undefined,
    undefined,
  ])
  expect(presses.press(all, pressed('s', { ctrlKey: true }), false)?.keys).toEqual(['Mod+s'])
  expect(presses.press(all, pressed('n', { altKey: true }), true)).toBeUndefined()
  expect(presses.press(all, pressed('n', { ctrlKey: true }), true)).toBeUndefined()
})
