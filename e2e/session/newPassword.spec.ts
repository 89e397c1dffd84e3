import { password } from '#testing/people.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

test('X-17 whoever has to change the password does it on the way to the console, and is asked once', async ({
  page,
  people,
  product,
  elsewhere,
}) => {
  const another = 'another long sentence 7'
  const { role } = await people.somebody(['adminportallogin'])
  const newcomer = await people.addUser('forced', { ForcePasswordChangeNext: true })
  await people.join(role, { Users: [newcomer] })

  await page.goto(`${product.consoleUrl}/bff/sign-in?returnTo=%2Fusers`)
  await fillInSignIn(page, { user: 'forced@acme.test', password })
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  const field = page.getByLabel('New password', { exact: true })
  await expect(field).toBeFocused()
  await expect(field).toHaveAccessibleDescription(/At least 8 characters/)
  expect(await page.context().cookies(product.tenantUrl)).not.toContainEqual(
    expect.objectContaining({ name: '.ASPXAUTH' }),
  )
  await expectAccessible(page, 'the page that asks for a new password')

  const choose = async (first: string, second = first) => {
    await field.fill(first)
    await page.getByLabel('New password again').fill(second)
    await page.getByRole('button', { name: 'Change password and sign in' }).click()
  }
  await choose(another, 'typed otherwise 7')
  await expect(page.getByRole('alert')).toHaveText('The two differ. Type both again.')
  await expect(field).toHaveValue('')
  await expect(field).toHaveAccessibleDescription(/The two differ/)
  await expectAccessible(page, 'the page that asks for a new password, after a fault')
  await choose(another)
  await page.waitForURL(`${product.consoleUrl}/users`)
  await expect(page.getByRole('banner')).toContainText('forced')

  const other = await elsewhere()
  await other.goto(`${product.consoleUrl}/bff/sign-in`)
  await fillInSignIn(other, { user: 'forced@acme.test', password: another })
  await other.waitForURL(`${product.consoleUrl}/`)
})
