import { bytesOf, isScriptOrStyle, travelled } from '#testing/travelled.ts'
import { expect, test } from '../fixtures.ts'

/** Bytes of scripts and styles that travel until the list of applications can be used, its facets and tools included, in a browser that has nothing yet. */
const budget = 205_000
/** And of all that does not depend on what the tenant holds: page, font and icons besides. */
const wholeBudget = 260_000

test('the first screen travels compressed, and is small', async ({ page, signIn, newClient }) => {
  // A list with rows has facets and tools besides
  await newClient('wire-client')
  await signIn(page, '/apps')
  const whole = () => expect(page.getByRole('button', { name: 'Columns' })).toBeVisible()
  await whole()
  const needed = await travelled(page, whole)
  const scripts = needed.filter(isScriptOrStyle)
  expect(scripts.length).toBeGreaterThan(2)
  expect(scripts.filter(({ encoding }) => encoding !== 'br')).toEqual([])
  expect(bytesOf(scripts)).toBeLessThan(budget)
  const ofTheProgram = needed.filter(({ url }) => !new URL(url).pathname.startsWith('/api/'))
  expect(bytesOf(ofTheProgram)).toBeLessThan(wholeBudget)
})
