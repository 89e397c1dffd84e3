import { administrator } from '#testing/administrator.ts'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import { expect, signInAt, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const inbound = {
  ClientId: 'us',
  ClientSecret: 'canary.Client.1',
  MetadataUrl: 'https://idp.test/.well-known/openid-configuration',
}

// A product of its own: the rules are those of the whole tenant
test('RT-04 an identity provider whose rules are risky is switched on by whoever says its name, on its page, in guided setup and by a version', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  try {
    const admin = await signInByApi(product.tenantUrl, administrator)
    const people = peopleOf({ admin, url: product.tenantUrl })
    const id = await people.addIdentityProvider('Acme', { Inbound: inbound })
    await people.addUser('ben')
    // While it is off, the page asks for name and password at once
    await signInAt(product, page, { path: `/identity-providers/${id}/settings` })
    await admin.result('/Gatewright/RoutingRules/Set', {
      Rules: [{ IdentityProvider: id, Domain: '', UserAgent: 'Any', Enabled: true }],
    })
    const active = async () =>
      (await admin.result<{ Active: boolean }>('/Gatewright/IdentityProviders/Get', { ID: id })).Active
    const switchOff = () => admin.result('/Gatewright/IdentityProviders/Update', { ID: id, Active: false })
    const dialog = page.getByRole('dialog', { name: 'Save it all the same?' })
    const none = () => expect(page.getByRole('dialog')).toHaveCount(0)
    const confirm = async () => {
      await expect(dialog).toContainText('it takes one person to Acme')
      await expect(dialog).toContainText('ben@acme.test')
      await dialog.getByRole('textbox').fill('Acme')
      await dialog.getByRole('button', { name: 'Save it' }).click()
      await none()
    }

    await page.reload()
    const panel = page.getByRole('complementary')
    await expect(panel).toContainText('Whom it takes once it is on')
    await expect(panel).toContainText('takes one person')
    await page.getByLabel('Active').check()
    const save = async () => {
      await page.getByRole('button', { name: 'Review', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    }
    await save()
    await expectAccessible(page, 'Confirming what is risky')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await none()
    await expect(
      page.getByText('Nothing was changed. Repeat it, and confirm it when you are asked.'),
    ).toBeVisible()
    expect(await active()).toBe(false)
    await expect(page.getByLabel('Active')).toBeChecked()
    await save()
    await confirm()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    expect(await active()).toBe(true)

    await switchOff()
    await page.goto(`${product.consoleUrl}/identity-providers/setup/${id}?step=switchOn`)
    await page.getByRole('button', { name: 'Switch on', exact: true }).click()
    await confirm()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Acme is ready')
    expect(await active()).toBe(true)

    await switchOff()
    await page.goto(`${product.consoleUrl}/identity-providers/${id}/changelog`)
    await page.getByRole('button', { name: 'Restore version 4' }).click()
    await save()
    await confirm()
    await expect.poll(active).toBe(true)
  } finally {
    await product.close()
  }
})
