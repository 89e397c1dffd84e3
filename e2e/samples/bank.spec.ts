import { administrator } from '#testing/administrator.ts'
import { siemReader, tokenOf, type MadeClient } from '#testing/clientSetup.ts'
import { freePort } from '#testing/freePort.ts'
import { start, type Program } from '#testing/program.ts'
import { password } from '#testing/people.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

// The story of the Bank and Tax eFile, with the programs of `npm run samples`.

// One after the other: what they share is made once
test.describe.configure({ mode: 'default' })

type Samples = { program: Program; bankUrl: string; taxUrl: string }

let samples: Samples
test.beforeAll(async ({ product, people }) => {
  const [bankPort, taxPort] = [await freePort(), await freePort()]
  const program = await start(['src/samples/main.ts'], {
    ready: /Ctrl\+C stops all/,
    env: {
      TENANT_URL: product.tenantUrl,
      BANK_PORT: String(bankPort),
      TAX_EFILE_PORT: String(taxPort),
      EXTERNAL_IDP_PORT: String(await freePort()),
      GATEWRIGHT_ADMIN_USER: administrator.user,
      GATEWRIGHT_ADMIN_PASSWORD: administrator.password,
    },
  })
  samples = { program, bankUrl: `http://localhost:${bankPort}`, taxUrl: `http://localhost:${taxPort}` }
  await people.addUser('monika')
})
test.afterAll(() => samples.program.stop())

const monika = { user: 'monika@acme.test', password }

test('a person lets Tax eFile fetch figures from the Bank, once is enough, and signs out', async ({
  page,
}) => {
  await page.goto(samples.taxUrl)
  await page.getByRole('link', { name: 'Fetch my figures from the Bank' }).click()
  await expectAccessible(page, 'sign-in page')
  await fillInSignIn(page, monika)

  await expect(page.getByRole('heading', { name: 'Allow access?' })).toBeVisible()
  await expect(page.getByText(`${new URL(samples.taxUrl).host} asks for access through Bank`)).toBeVisible()
  await expect(page.getByLabel('See what the Bank paid you in interest')).toBeChecked()
  await expectAccessible(page, 'consent page')
  await page.getByRole('button', { name: 'Allow', exact: true }).click()

  await expect(page.getByRole('heading', { name: 'Tax return of monika' })).toBeVisible()
  await expect(page.getByText(/AC \d{8}/)).toBeVisible()
  await expect(page.getByRole('cell', { name: '455.10' })).toBeVisible()
  await expect(page.getByText('ReadUserProfile ReadStatements')).toBeVisible()

  // Signed in and asked before: straight through
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('link', { name: 'Fetch my figures from the Bank' }).click()
  await expect(page.getByRole('heading', { name: 'Tax return of monika' })).toBeVisible()

  await page.getByRole('link', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Tax eFile', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Fetch my figures from the Bank' }).click()
  await expect(page.getByLabel('Login name')).toBeVisible()
})

test('a scope that is left out is missing at the Bank, and only that', async ({ page, people }) => {
  await people.addUser('careful')
  await page.goto(`${samples.taxUrl}/sign-in`)
  await fillInSignIn(page, { user: 'careful@acme.test', password })
  await page.getByLabel('See what the Bank paid you in interest').uncheck()
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(page.getByText(/AC \d{8}/)).toBeVisible()
  await expect(page.getByRole('alert')).toHaveText(/403 insufficient_scope[^]*ReadStatements/)
})

test('who does not agree gives nothing', async ({ page, people }) => {
  await people.addUser('unwilling')
  await page.goto(`${samples.taxUrl}/sign-in`)
  await fillInSignIn(page, { user: 'unwilling@acme.test', password })
  await page.getByRole('button', { name: 'Do not allow' }).click()
  await expect(page.getByRole('alert')).toHaveText(/access_denied/)
})

test('AS-20 the Bank refuses a token of another application of the same tenant', async ({
  admin,
  product,
}) => {
  const made = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: crypto.randomUUID(),
    recipe: 'siem',
    setup: siemReader('not-the-bank'),
  })
  const { body } = await tokenOf(product.tenantUrl, made, {})
  const reply = await fetch(`${samples.bankUrl}/profile`, {
    headers: { authorization: `Bearer ${String(body['access_token'])}` },
  })
  expect(reply.status).toBe(401)
  expect(reply.headers.get('www-authenticate')).toContain('invalid_token')
  expect(await reply.text()).toMatch(/iss/)
  expect((await fetch(`${samples.bankUrl}/profile`)).status).toBe(401)
})
