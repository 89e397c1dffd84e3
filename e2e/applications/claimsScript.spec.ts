import { decodeJwt } from 'jose'
import type { Page } from 'playwright/test'
import { oauthOf } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const label = 'Script to customize JWT token creation for this application'
const editor = (page: Page) => page.getByRole('textbox', { name: label })
const trial = (page: Page) => page.getByRole('region', { name: 'Try it' })
const run = (page: Page) => trial(page).getByRole('button', { name: 'Run' })
const preview = (page: Page) => page.getByRole('complementary', { name: 'What this means' })

async function save(page: Page) {
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
}

test('a claims script is typed, tried, mended, saved, and stands in the next token', async ({
  page,
  signIn,
  admin,
  product,
  people,
}) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  const app = await flow.application('scripted', { template: 'OAuth2Server', profile: { TargetIsUs: false } })
  await people.addUser('grace', { Mail: 'grace@mail.test', DisplayName: 'Grace' })
  await signIn(page, `/apps/${app.rowKey}/advanced`)

  await editor(page).fill(
    "setClaim('tenant_id', TenantData.Get('CybrTenantID'))\nsetClaim('mail' LoginUser.Get('mail'))",
  )
  await run(page).click()
  await expect(trial(page).getByRole('status')).toContainText(
    'Line 2: This is not JavaScript that can be read',
  )
  await save(page)
  await expect(editor(page)).toBeFocused()
  await expect(editor(page)).toHaveAccessibleDescription(/Line 2: This is not JavaScript that can be read/)

  await editor(page).fill(
    "setClaim('tenant_id', TenantData.Get('CybrTenantID'))\nsetClaim('mail', LoginUser.Get('mail'))\nsetClaim('aud', 'cyberark.isp.audit')",
  )
  await expect(trial(page)).toContainText('The script has changed since it ran')
  await trial(page).getByRole('combobox', { name: 'User to run the script for' }).fill('grace')
  await page.getByRole('option', { name: /grace@acme\.test/ }).click()
  await run(page).click()
  await expect(trial(page).getByRole('list', { name: 'Claims that the script set' })).toContainText(
    '"grace@mail.test"',
  )
  await expect(preview(page).getByRole('list', { name: 'Claims' })).toContainText('"cyberark.isp.audit"')

  const issued = async () => {
    const { body } = await flow.token(
      'scripted',
      { grant_type: 'client_credentials' },
      { client: app.client },
    )
    return decodeJwt(String(body['access_token']))
  }
  await save(page)
  await expect.poll(async () => (await issued()).aud).toBe('cyberark.isp.audit')
  expect((await issued())['tenant_id']).toMatch(/^[A-Z]{3}\d{4}$/)

  await page.getByRole('button', { name: 'Reset script' }).click()
  await expect(editor(page)).toHaveValue('')
  await save(page)
  await expect.poll(async () => (await issued()).aud).toBe(app.client.clientId)
})

test('the editor is left with Tab, and reads well wide and narrow, light and dark', async ({
  page,
  signIn,
  admin,
  product,
}) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  const { rowKey } = await flow.application('wide-script', {
    template: 'OAuth2Server',
    profile: { TargetIsUs: false },
  })
  await signIn(page, `/apps/${rowKey}/advanced`)
  const script = Array.from(
    { length: 40 },
    (_, index) => `setClaim('claim${index}', ${'1'.repeat(15)}) // ${'x'.repeat(150)}`,
  )
  await editor(page).fill(script.join('\n'))
  await editor(page).press('Tab')
  await expect(editor(page)).not.toBeFocused()
  await run(page).click()
  await expect(trial(page).getByRole('list', { name: 'Claims that the script set' })).toContainText('claim39')
  await page.getByText('What a script can use').click()
  await expectAccessible(page, 'Advanced')
})

test('AZ-03 who may only look reads the script and cannot run it', async ({
  page,
  signIn,
  admin,
  product,
  people,
}) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  const { rowKey } = await flow.application('read-script', {
    template: 'OAuth2Server',
    profile: { TargetIsUs: false },
  })
  await flow.change(rowKey, { Script: "setClaim('a', 1)" })
  const { name } = await people.somebody(['adminportallogin', 'monitor'])
  await signIn(page, `/apps/${rowKey}/advanced`, { user: name, password })
  await expect(page.getByRole('region', { name: label })).toHaveText("setClaim('a', 1)")
  await expect(editor(page)).toHaveCount(0)
  await expect(run(page)).toHaveAccessibleDescription(/Application Management/)
  await expect(page.getByRole('button', { name: 'Reset script' })).toHaveCount(0)
  await expect(preview(page)).toContainText('What the script adds is left out of the token below')
})

test('guided setup of an audit stream tries its script before anything exists', async ({ page, signIn }) => {
  await signIn(page, '/apps/setup/audit')
  while ((await editor(page).count()) === 0) {
    const next = page.getByRole('button', { name: /^Next: / })
    const step = ((await next.textContent()) ?? '').replace('Next: ', '').trim()
    await next.click()
    await expect(page.getByRole('heading', { level: 2, name: step, exact: true })).toBeVisible()
  }
  await run(page).click()
  await expect(trial(page).getByRole('list', { name: 'Claims that the script set' })).toContainText(
    '"cyberark.isp.audit"',
  )
  await expect(preview(page).getByRole('list', { name: 'Claims' })).toContainText('tenant_id')
  await expectAccessible(page, 'Advanced in guided setup')
})
