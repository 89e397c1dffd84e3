import { signIn as signInByApi } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { password, peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import { expect, signInAt, test } from '../fixtures.ts'

// A product of its own: a role that requires federation changes the sign-in page for everybody
test('RT-02 a role requires federation, and one account is left out of it', async ({ page, elsewhere }) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  try {
    const admin = await signInByApi(product.tenantUrl, administrator)
    const people = peopleOf({ admin, url: product.tenantUrl })
    const staff = await people.addRole('Partner staff')
    const [ben, cleo] = [await people.addUser('ben'), await people.addUser('cleo')]
    await people.join(staff, { Users: [ben, cleo] })
    const save = async () => {
      await page.getByRole('button', { name: /^Review|^Save/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await signInAt(product, page, { path: `/roles/${staff}/signIn` })
    await page.getByLabel('Requires federation').check()
    await save()
    await page.goto(`${product.consoleUrl}/users/${cleo}/status`)
    await page.getByLabel('Break-glass account').check()
    await save()
    await page.goto(`${product.consoleUrl}/roles/sysadmin/signIn`)
    await expect(page.getByRole('group', { name: 'Requires federation' })).toHaveText('Off')

    const person = await elsewhere()
    await person.goto(product.consoleUrl)
    await person.getByLabel('Login name').fill('ben@acme.test')
    await person.getByRole('button', { name: 'Next' }).click()
    await expect(person.getByRole('alert')).toContainText('sign in at an identity provider only')
    await expect(person.getByLabel('Password')).toHaveCount(0)
    await person.goto(person.url().replace('/login?', '/login/local?'))
    await person.getByLabel('Login name').fill('cleo@acme.test')
    await person.getByLabel('Password').fill(password)
    await person.getByRole('button', { name: 'Sign in' }).click()
    await expect(person).toHaveURL((address) => address.origin === product.consoleUrl)
  } finally {
    await product.close()
  }
})
