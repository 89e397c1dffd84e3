import { bytesOf, isScriptOrStyle, travelled } from '#testing/travelled.ts'
import { expect, test } from '../fixtures.ts'

/** Bytes of scripts and styles that travel until the list of applications can be used, in a browser that has nothing yet. */
const budget = 170_000
/** And of all that does not depend on what the tenant holds: page, font and icons besides. */
const whole = 230_000

test('the first screen travels compressed, and is small', async ({ page, signIn }) => {
  await signIn(page, '/apps')
  const heading = page.getByRole('heading', { level: 1, name: 'Apps' })
  await expect(heading).toBeVisible()
  const needed = await travelled(page, () => expect(heading).toBeVisible())
  const scripts = needed.filter(isScriptOrStyle)
  expect(scripts.length).toBeGreaterThan(2)
  expect(scripts.filter(({ encoding }) => encoding !== 'br')).toEqual([])
  expect(bytesOf(scripts)).toBeLessThan(budget)
  const ofTheProgram = needed.filter(({ url }) => !new URL(url).pathname.startsWith('/api/'))
  expect(bytesOf(ofTheProgram)).toBeLessThan(whole)
})
