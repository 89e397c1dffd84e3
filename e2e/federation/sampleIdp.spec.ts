import type { Page } from 'playwright/test'
import { administrator } from '#testing/administrator.ts'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { freePort } from '#testing/freePort.ts'
import { peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import { start } from '#testing/program.ts'
import { expectAccessible } from '../pages/look.ts'
import { expect, signInAt, test } from '../fixtures.ts'

// README, "People of another identity provider", with the partner of `npm run samples`: set up, tested, routed to, and its people at the Bank.
test('FC-13 an identity provider is set up and tested, and its people open the Bank through group and role, or are refused', async ({
  page,
  elsewhere,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  const taxPort = await freePort()
  const samples = await start(['src/samples/main.ts'], {
    ready: /Ctrl\+C stops all/,
    env: {
      TENANT_URL: product.tenantUrl,
      BANK_PORT: String(await freePort()),
      TAX_EFILE_PORT: String(taxPort),
      EXTERNAL_IDP_PORT: String(await freePort()),
      GATEWRIGHT_ADMIN_USER: administrator.user,
      GATEWRIGHT_ADMIN_PASSWORD: administrator.password,
    },
  })
  const printed = (name: string) => new RegExp(`${name} +(\\S+)`).exec(samples.output)?.[1] ?? ''
  const password = printed('Their password')
  try {
    await signInAt(product, page, { path: '/identity-providers/new' })
    await page.getByLabel('External Identity Provider Name').fill('Partner')
    await page.getByRole('button', { name: /^Next/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Partner')
    await page.getByRole('link', { name: 'All settings' }).click()
    const tabs = page.getByRole('main').getByRole('navigation')
    await tabs.getByRole('link', { name: 'Group Mappings' }).click()
    await page.getByLabel('Claim with the groups').fill('groups')
    await page.getByRole('button', { name: 'Add group mapping' }).click()
    await page.getByLabel('Group Attribute Value').fill('Bank-Customers')
    await page.getByLabel('Group Name').fill('Customers of the Bank')
    await tabs.getByRole('link', { name: 'Inbound Metadata' }).click()
    await page.getByLabel('Client ID', { exact: true }).fill(printed('Client ID'))
    await page.getByLabel('OpenID provider Metadata URL').fill(printed('Metadata URL'))
    await expect(page.getByText('Local evaluation.')).toBeVisible()

    // Nothing is saved yet, and without a secret nothing is asked
    await page.getByRole('button', { name: 'Start test sign-in' }).click()
    await expect(page.getByText('without a Client Secret')).toBeVisible()
    await page.getByLabel('Client Secret').fill(printed('Client Secret'))
    await page.getByRole('button', { name: 'Start test sign-in' }).click()
    const address = await page.getByRole('link', { name: 'Open the sign-in' }).getAttribute('href')
    const tried = await elsewhere()
    await tried.goto(address ?? '')
    await expectAccessible(tried, 'test sign-in')
    await tried.getByRole('link', { name: 'Continue to Partner' }).click()
    await signInThere(tried, 'ines@partner.test', password)
    await expect(tried.getByRole('heading', { name: 'The test sign-in is done' })).toBeVisible()

    // The console notices by itself
    const panel = page.getByRole('complementary', { name: 'What this means' })
    await expect(panel.getByRole('list', { name: 'Claims that came' })).toContainText('Ines Alvarez')
    await expect(panel).toContainText(
      'bank-customers: no row. The row Bank-Customers differs in upper and lower case',
    )
    await expect(panel).toContainText('Would not be signed in')
    await expect(panel).toContainText('it has no rule for it')
    // Off the claims, which say on hover where they come from
    await page.mouse.move(0, 0)
    await expectAccessible(page, 'identity provider with a test sign-in')
    await tabs.getByRole('link', { name: 'Group Mappings' }).click()
    await page.getByLabel('Group Attribute Value').fill('bank-customers')
    await expect(panel).toContainText('bank-customers: Customers of the Bank (new)')
    await tabs.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Active').check()
    await page.getByRole('button', { name: /^Review|^Save/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()

    await page.goto(`${product.consoleUrl}/routing-rules`)
    await page.getByRole('button', { name: 'Add rule' }).click()
    await page.getByLabel('Domain').fill('partner.test')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: 'Save' })).toBeHidden()
    await page.goBack()
    await expect(panel).toContainText('A new federated user: mapping is disabled.')
    await expect(panel.locator('strong', { hasText: 'ines@partner.test' })).toBeVisible()

    // The Bank is for the members of a role alone, and the group is in it
    const admin = await signInByApi(product.tenantUrl, administrator)
    const people = peopleOf({ admin, url: product.tenantUrl })
    const role = await people.addRole('May use the Bank')
    await people.join(role, { Groups: [await groupOf(admin, 'Customers of the Bank')] })
    const bank = await admin.result<string>('/SaasManage/GetAppIDByServiceName', { Name: 'sample-bank' })
    await admin.result('/SaasManage/SetApplicationPermissions', {
      ID: bank,
      Grants: [
        { PrincipalId: 'everybody', PType: 'Role', Rights: 'None' },
        { PrincipalId: role, PType: 'Role', Rights: 'View,Execute' },
      ],
    })
    const taxUrl = `http://localhost:${taxPort}`
    const ines = await elsewhere()
    await goThere(ines, `${taxUrl}/sign-in`, 'ines@partner.test')
    await signInThere(ines, 'ines@partner.test', password)
    await ines.getByRole('button', { name: 'Allow', exact: true }).click()
    await expect(ines.getByRole('heading', { name: 'Tax return of ines' })).toBeVisible()
    await expect(ines.getByText(/AC \d{8}/)).toBeVisible()

    const omar = await elsewhere()
    await goThere(omar, `${taxUrl}/sign-in`, 'omar@partner.test')
    await signInThere(omar, 'omar@partner.test', password)
    await expect(omar.getByRole('alert')).toHaveText(/access_denied/)
  } finally {
    await samples.stop()
    await product.close()
  }
})

async function goThere(person: Page, address: string, name: string) {
  await person.goto(address)
  await person.getByLabel('Login name').fill(name)
  await person.getByRole('button', { name: 'Next' }).click()
}

/** On the partner's own page. */
async function signInThere(person: Page, name: string, password: string) {
  await person.getByLabel('User name').fill(name)
  await person.getByLabel('Password').fill(password)
  await person.getByRole('button', { name: 'Sign in' }).click()
}

async function groupOf(admin: Awaited<ReturnType<typeof signInByApi>>, name: string): Promise<string> {
  const { Results } = await admin.result<{ Results: { Row: { InternalName: string } }[] }>('/Redrock/query', {
    Script: `select InternalName from DSGroups where SystemName = '${name}'`,
  })
  return Results[0]?.Row.InternalName ?? ''
}
