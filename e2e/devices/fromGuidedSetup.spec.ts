import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

test('CL-01 the device is made at the end of guided setup, and the secret is shown nowhere on its way', async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000)
  await signIn(page, '/apps/setup/siem')
  await page.getByLabel('Application ID').fill('device-of-setup')
  for (const name of ['General Usage', 'Tokens', 'Scope', 'User Access', 'Review']) {
    await page.getByRole('button', { name: `Next: ${name}` }).click()
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  const shown = page.getByRole('group', { name: 'Client secret' })
  const secret = (await shown.getByRole('code').textContent()) ?? ''
  expect(secret.length).toBeGreaterThan(20)
  const done = page.url()

  await page.getByRole('button', { name: 'Create the device here' }).click()
  const question = page.getByRole('dialog', { name: 'Create the security device here?' })
  await expect(question).not.toContainText(secret)
  await question.getByLabel('Name of the device').fill('Device of setup')
  await expectAccessible(page, 'creating a device on the done page')
  await question.getByRole('button', { name: 'Create security device' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('link', { name: 'Open the security device' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Device of setup' })).toBeVisible()
  await expect(page.getByLabel('Username', { exact: true })).toHaveValue('device-of-setup@acme.test')
  await page.getByRole('button', { name: 'Test connection' }).click()
  const steps = page.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem')
  await expect(steps.filter({ hasText: ': fine' })).toHaveCount(8)
  expect(await page.content()).not.toContain(secret)

  // It is polled by itself
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Working', { exact: true })).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 45_000 })

  // A done page that is opened again has no secret to hand over
  await page.goto(done)
  await expect(page).toHaveURL(/\/connect$/)
  await expect(page.getByRole('button', { name: 'Create the device here' })).toHaveCount(0)
})
