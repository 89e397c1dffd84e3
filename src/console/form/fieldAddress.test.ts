import { expect, test } from 'vitest'
import { everyCategory } from '#schema/nounCategories.ts'
import { fieldId, settingIn } from './fieldAddress.ts'

test('every setting has an address that leads back to it', () => {
  for (const { id, settings } of everyCategory())
    for (const name of Object.keys(settings)) expect(settingIn(`#${fieldId(id, name)}`)).toBe(`${id}.${name}`)
})

test.each(['', '#', '#setting-', '#setting-a', '#other-a-b', '#setting-a-b-c'])(
  '%j leads to none',
  (hash) => {
    expect(settingIn(hash)).toBeNull()
  },
)
