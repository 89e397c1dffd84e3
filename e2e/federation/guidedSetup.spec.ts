import type { Locator, Page } from 'playwright/test'
import { administrator } from '#testing/administrator.ts'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { freePort } from '#testing/freePort.ts'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { startProduct } from '#testing/product.ts'
import { start } from '#testing/program.ts'
import { expectAccessible } from '../pages/look.ts'
import { expect, signInAt, test } from '../fixtures.ts'

const titles = [
  'Name and type',
  'Outbound Metadata',
  'Inbound Metadata',
  'Authentication',
  'Group Mappings',
  'Routing rule',
  'Test sign-in',
  'Switch on',
] as const

const heading = (page: Page, step: (typeof titles)[number]): Locator =>
  page.locator('#setup-step', { hasText: step })

async function goOn(page: Page, to: (typeof titles)[number]) {
  await page.getByRole('button', { name: `Next: ${to}` }).click()
  await expect(heading(page, to)).toBeVisible()
  // Nothing is half below the bar on top
  await page.evaluate(() => scrollTo(0, 0))
  await page.mouse.move(0, 0)
  await expectAccessible(page, `step ${to}`)
}

const draftSaved = (page: Page) => expect(page.getByText('Draft saved')).toBeVisible()

test('guided setup adds the identity provider of the samples, tries it, routes a domain to it and switches it on, and its people sign in', async ({
  page,
  elsewhere,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  const samples = await start(['src/samples/main.ts'], {
    ready: /Ctrl\+C stops all/,
    env: {
      TENANT_URL: product.tenantUrl,
      BANK_PORT: String(await freePort()),
      TAX_EFILE_PORT: String(await freePort()),
      EXTERNAL_IDP_PORT: String(await freePort()),
      GATEWRIGHT_ADMIN_USER: administrator.user,
      GATEWRIGHT_ADMIN_PASSWORD: administrator.password,
    },
  })
  const printed = (name: string) => new RegExp(`${name} +(\\S+)`).exec(samples.output)?.[1] ?? ''
  try {
    await signInAt(product, page, { path: '/identity-providers' })
    await page.getByRole('link', { name: 'Add identity provider' }).first().click()
    await expectAccessible(page, 'step Name and type')
    await page.getByRole('button', { name: 'Next: Outbound Metadata' }).click()
    await expect(page.getByText('Give the identity provider a name.')).toBeVisible()
    await page.getByLabel('External Identity Provider Name').fill('Partner')
    await draftSaved(page)
    await page.reload()
    await expect(page.getByLabel('External Identity Provider Name')).toHaveValue('Partner')

    // What the identity provider has to know is there before anything is known of it
    await goOn(page, 'Outbound Metadata')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Partner')
    await expect(page.getByRole('main')).toContainText(`${product.tenantUrl}/Federation/`)
    await expect(page.getByText('Allowed Callback URLs')).toBeVisible()

    await goOn(page, 'Inbound Metadata')
    await page.getByLabel('Client ID', { exact: true }).fill(printed('Client ID'))
    await page
      .getByLabel('OpenID provider Metadata URL')
      .fill(printed('Metadata URL').replace(/\.well.*/, ''))
    await page.getByRole('button', { name: 'Next: Authentication' }).click()
    await expect(page.getByText(`Try ${printed('Metadata URL')}`)).toBeVisible()
    await page.getByLabel('OpenID provider Metadata URL').fill(printed('Metadata URL'))
    await draftSaved(page)
    await page.reload()
    await expect(heading(page, 'Inbound Metadata')).toBeVisible()
    await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue(printed('Client ID'))
    await page.getByLabel('Client Secret').fill(printed('Client Secret'))
    await page.getByRole('button', { name: 'Save and check' }).click()
    for (const line of ['Metadata', 'Issuer', 'Keys'])
      await expect(page.getByText(`${line}: fine`)).toBeVisible()

    await goOn(page, 'Authentication')
    await goOn(page, 'Group Mappings')
    await page.getByLabel('Claim with the groups').fill('groups')
    await page.getByRole('button', { name: 'Add group mapping' }).click()
    await page.getByLabel('Group Attribute Value').fill('staff')
    await page.getByLabel('Group Name').fill('Partner staff')

    await goOn(page, 'Routing rule')
    await page.getByLabel('Domain').fill('ada@partner.test')
    await page.getByRole('button', { name: 'Next: Test sign-in' }).click()
    await expect(page.getByText('Give a domain, such as partner.example')).toBeVisible()
    await page.getByLabel('Domain').fill('partner.test')
    await draftSaved(page)
    await page.reload()
    await expect(page.getByLabel('Domain')).toHaveValue('partner.test')

    await goOn(page, 'Test sign-in')
    await page.getByRole('button', { name: 'Start test sign-in' }).click()
    const address = await page.getByRole('link', { name: 'Open the sign-in' }).getAttribute('href')
    const tried = await elsewhere()
    await tried.goto(address ?? '')
    await tried.getByRole('link', { name: 'Continue to Partner' }).click()
    await signInThere(tried, printed('Their password'))
    await expect(page.getByRole('list', { name: 'Claims that came' })).toContainText('Ines Alvarez')
    await expect(page.getByRole('complementary', { name: 'What this means' })).toContainText(
      'A new federated user: mapping is disabled.',
    )

    await goOn(page, 'Switch on')
    await expect(page.getByRole('region', { name: 'Whom it takes once it is on' })).toContainText(
      'partner.test, Any: takes nobody who has an account',
    )
    await page.getByRole('button', { name: 'Leave it off' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Partner is not ready yet')
    await expectAccessible(page, 'the last page, with something that lacks')
    await page.getByRole('link', { name: 'Switch it on' }).click()
    await page.getByRole('button', { name: 'Switch on', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Partner is ready')
    await expectAccessible(page, 'the last page')
    await page.goto(product.consoleUrl)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Home')
    await expect(page.getByText('Go on where you stopped')).toHaveCount(0)

    const admin = await signInByApi(product.tenantUrl, administrator)
    const { client } = await oauthOf({ admin, url: product.tenantUrl }).openIdConnect('app')
    const person = await elsewhere()
    await person.goto(
      `${product.tenantUrl}/OAuth2/Authorize/app?${new URLSearchParams({
        client_id: client.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        state: 'x',
      }).toString()}`,
    )
    await person.getByLabel('Login name').fill('ines@partner.test')
    await person.getByRole('button', { name: 'Next' }).click()
    const arrived = person.waitForRequest((request) => request.url().startsWith(`${redirectUri}?code=`))
    await signInThere(person, printed('Their password'))
    await arrived
  } finally {
    await samples.stop()
    await product.close()
  }
})

/** On the partner's own page. */
async function signInThere(person: Page, password: string) {
  await person.getByLabel('User name').fill('ines@partner.test')
  await person.getByLabel('Password').fill(password)
  await person.getByRole('button', { name: 'Sign in' }).click()
}
