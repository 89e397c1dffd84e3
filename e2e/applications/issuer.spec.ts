import { expect, test } from '../fixtures.ts'

test('X-06 an issuer that another application has is refused at its field, and what was typed stays', async ({
  page,
  signIn,
  admin,
  newClient,
}) => {
  const [bank, toy] = [await newClient('issuer-bank'), await newClient('issuer-toy')]
  const issuer = 'https://id.issuer-bank.example/'
  await admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: bank.applicationRowKey,
    OAuthProfile: { Issuer: issuer },
  })
  await signIn(page, `/apps/${toy.applicationRowKey}/generalUsage`)
  const field = page.getByRole('textbox', { name: 'Issuer' })
  await field.fill('https://id.issuer-bank.example')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Another application has this issuer')).toBeVisible()
  await expect(field).toHaveAccessibleDescription(/Another application has this issuer/)
  await expect(field).toHaveValue('https://id.issuer-bank.example')
  await field.fill('https://id.issuer-toy.example/')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Review' })).toHaveCount(0)
  await expect(field).toHaveValue('https://id.issuer-toy.example/')
})
