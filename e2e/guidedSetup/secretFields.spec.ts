import { expect, test } from '../fixtures.ts'
import { fillInDescription, goOnTo, guidedSetupPath, typeSecret } from './wizard.ts'

const secret = 'typed-canary-7-Xq9'

test('FE-07 a typed secret is masked, not remembered by the browser, and gone when the form is left', async ({
  page,
  signIn,
}) => {
  await signIn(page, guidedSetupPath)
  await fillInDescription(page, { id: 'masked-client' })
  await goOnTo(page, 'User Access')
  await typeSecret(page, secret)
  const field = page.getByLabel('Secret', { exact: true })
  await expect(field).toHaveAttribute('type', 'password')
  // Browsers do not heed "off" at password fields; this one keeps them from filling in a person's own
  await expect(field).toHaveAttribute('autocomplete', 'new-password')
  await page.getByRole('button', { name: 'Show what is typed' }).first().click()
  await expect(field).toHaveAttribute('type', 'text')

  await page.getByRole('link', { name: 'Apps', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: /^Apps/ })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 2, name: 'User Access' })).toBeVisible()
  await expect(page.getByLabel('Secret', { exact: true })).toHaveValue('')
  const stored = await page.evaluate(() =>
    JSON.stringify([localStorage, sessionStorage].map((storage) => Object.entries(storage))),
  )
  expect(stored).not.toContain(secret)
  expect(await page.content()).not.toContain(secret)
})
