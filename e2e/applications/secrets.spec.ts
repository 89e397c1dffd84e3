import type { Page } from 'playwright/test'
import { basic, oauthOf } from '#testing/oauth.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const list = (page: Page) => page.getByRole('list', { name: 'Secrets', exact: true })

test('an OpenID Connect application gets a secret on Trust, beside settings that are not saved yet', async ({
  page,
  product,
  signIn,
  admin,
}) => {
  const { tenantUrl: url } = product
  const { rowKey } = await oauthOf({ admin, url }).openIdConnect('with-secrets')
  const earlier = await admin.result<{ id: string }[]>('/Gatewright/Secrets/List', {
    owner: { type: 'application', id: rowKey },
  })
  for (const { id } of earlier)
    await admin.result('/Gatewright/Secrets/Revoke', { owner: { type: 'application', id: rowKey }, id })
  /** Whether the application proves itself with it. */
  const proves = async (secret: string) => {
    const reply = await fetch(`${url}/OAuth2/Introspect/with-secrets`, {
      method: 'POST',
      headers: { authorization: basic(rowKey, secret) },
      body: new URLSearchParams({ token: 'nothing' }),
    })
    return reply.status === 200
  }

  await signIn(page, `/apps/${rowKey}/trust`)
  await expect(page.getByText('It has none, so it gets no tokens until you add one.')).toBeVisible()
  await expectAccessible(page, 'Trust without a secret')
  await page.getByLabel('Login initiated by the relying party or from the portal').check()
  await page.getByLabel('Resource application URL').fill('https://app.test/start')

  await page.getByRole('button', { name: 'Add secret' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add secret' })
  await dialog.getByLabel('Label', { exact: true }).fill('The web server')
  await dialog.getByRole('combobox', { name: 'Expires' }).selectOption('Never')
  await dialog.getByRole('button', { name: 'Add secret' }).click()
  const shown = page.getByRole('dialog', { name: 'The secret has been added' })
  const secret = (await shown.getByRole('code').innerText()).trim()
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'Add secret' })).toBeFocused()
  await expect(list(page)).toContainText('The web server')
  await expect(list(page)).toContainText('Never expires')
  expect([await proves(secret), await proves(`${secret}x`)]).toEqual([true, false])

  // The new secret made a version; what was typed before is saved all the same
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByRole('button', { name: 'Revoke The web server' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke secret' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(list(page)).toHaveCount(0)
  expect(await proves(secret)).toBe(false)
})
