import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { administrator } from '#testing/administrator.ts'
import { freePort } from '#testing/freePort.ts'
import { npmStart, type Program } from '#testing/program.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { fillInDescription } from '../guidedSetup/wizard.ts'

/** One installation administers the tenant of another, set up and started as README says. */

test('REMOTE_TENANT and its variables: guided setup prints them, the other console signs people in and saves', async ({
  page,
  signIn,
  elsewhere,
  product,
}) => {
  test.setTimeout(240_000)
  const other = await otherInstallation()
  await signIn(page, '/apps/setup/console')
  await fillInDescription(page, { id: 'other-console', name: 'Other console' })
  await next(page, 'Trust')
  await page.getByRole('button', { name: 'Add Redirect URI' }).first().click()
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).first().fill(`${other.consoleUrl}/callback`)
  for (const step of ['Tokens', 'Scope', 'User Access', 'Advanced', 'Review']) await next(page, step)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Other console is ready' })).toBeVisible()
  const printed = variablesIn(await page.getByRole('region', { name: 'variables' }).innerText())
  expect(Object.keys(printed)).toEqual([
    'REMOTE_TENANT',
    'REMOTE_APPLICATION_ID',
    'REMOTE_CLIENT_ID',
    'REMOTE_CLIENT_SECRET',
  ])

  const running = await other.start(printed)
  expect(running.output).toContain(`People sign in through the tenant at ${product.tenantUrl}`)
  const there = await elsewhere()
  await there.goto(`${other.consoleUrl}/bff/sign-in?returnTo=/apps`)
  await fillInSignIn(there, administrator)
  // Another installation's console is asked about once; the built-in one never
  const allow = there.getByRole('button', { name: 'Allow', exact: true })
  const title = there.getByRole('heading', { name: 'Apps', exact: false, level: 1 })
  await expect(allow.or(title)).toBeVisible()
  if (await allow.isVisible()) await allow.click()
  await expect(title).toBeVisible()
  await expect(there.getByText(`Remote tenant at ${new URL(product.tenantUrl).host}`)).toBeVisible()
  await there.getByRole('link', { name: 'Other console' }).click()
  await there.getByLabel('Application Description').fill('Edited from the other installation')
  await there.getByRole('button', { name: 'Review' }).click()
  await there.getByRole('button', { name: 'Save' }).last().click()
  await expect(there.getByRole('dialog')).toHaveCount(0)
  await page.goto(`${product.consoleUrl}/apps`)
  await page.getByRole('link', { name: 'Other console' }).click()
  await expect(page.getByLabel('Application Description')).toHaveValue('Edited from the other installation')
  await other.close()
})

test('REMOTE_TENANT says at the start what the application over there lacks', async ({ admin, product }) => {
  test.setTimeout(240_000)
  const other = await otherInstallation()
  const [made] = await admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
    ID: ['Generic OpenID Connect'],
  })
  const clientId = made?._RowKey ?? ''
  await admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: clientId,
    ServiceName: 'half-console',
    OAuthProfile: { ClientSecret: 'the secret that is right 1' },
  })
  const variables = {
    REMOTE_TENANT: product.tenantUrl,
    REMOTE_APPLICATION_ID: 'half-console',
    REMOTE_CLIENT_ID: clientId,
    REMOTE_CLIENT_SECRET: 'another one',
  }
  const says = async (change: Record<string, string>) => {
    const running = await other.start({ ...variables, ...change })
    await running.stop()
    return running.output
  }
  const first = await says({})
  expect(first).toContain(`${other.consoleUrl}/callback is not among the Redirect URIs of half-console`)
  expect(first).toContain('REMOTE_CLIENT_SECRET is not a secret of the client')
  await admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: clientId,
    OAuthProfile: { Redirects: [`${other.consoleUrl}/callback`] },
  })
  const second = await says({ REMOTE_CLIENT_SECRET: 'the secret that is right 1' })
  expect(second).toContain('half-console has no scope console')
  expect(second).not.toContain('REMOTE_CLIENT_SECRET')
  expect(await says({ REMOTE_APPLICATION_ID: 'nowhere' })).toContain(
    'There is no OpenID Connect application nowhere',
  )
  expect(await says({ REMOTE_TENANT: `http://localhost:${await freePort()}` })).toContain(
    'gives no usable answer',
  )
  await other.close()
})

async function next(page: Page, step: string) {
  await page.getByRole('button', { name: `Next: ${step}` }).click()
  await expect(page.getByRole('heading', { level: 2, name: step, exact: true })).toBeVisible()
}

const variablesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

async function otherInstallation() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gatewright-other-'))
  const port = await freePort()
  let running: Program | undefined
  return {
    consoleUrl: `http://localhost:${port}`,
    async start(variables: Record<string, string>) {
      running = await npmStart({ PORT: String(port), GATEWRIGHT_DATA: dataFolder, ...variables })
      return running
    },
    async close() {
      await running?.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}
