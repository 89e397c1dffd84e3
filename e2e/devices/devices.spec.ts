import type { Page } from 'playwright/test'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const steps = (page: Page) => page.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem')

const testConnection = async (page: Page) => {
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(steps(page)).toHaveCount(8)
}

type Client = { clientId: string; secret: string }

async function fillIn(page: Page, { clientId, secret }: Client, name: string) {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('combobox', { name: 'Application of this tenant' }).fill(name)
  await page.getByRole('option', { name }).click()
  await expect(page.getByLabel('Application ID', { exact: true })).toHaveValue(name)
  await page.getByLabel('Username', { exact: true }).fill(clientId)
  await page.getByLabel('Password', { exact: true }).fill(secret)
}

test('a device polls its own tenant: added, tried out, looked at, paused, resumed', async ({
  page,
  signIn,
  newClient,
  people,
  product,
}) => {
  const client = await newClient('own-device')
  await signIn(page, '/security-devices')
  await page.getByRole('link', { name: 'Add security device' }).click()
  await fillIn(page, client, 'own-device')
  await expect(page.getByLabel('Server', { exact: true })).toHaveValue(product.tenantUrl)
  await testConnection(page)
  await expect(steps(page).filter({ hasText: ': fine' })).toHaveCount(8)
  await expectAccessible(page, 'a new security device, tried out')
  await page.getByRole('button', { name: 'Create security device' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'own-device' })).toBeVisible()

  await page.getByRole('button', { name: 'Poll now' }).click()
  await expect(page.getByText(/^Polled just now|under way already/)).toBeVisible()
  const working = page.getByText('Working', { exact: true })
  await expect(async () => {
    if (!(await working.isVisible())) await page.reload()
    await expect(working).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.getByRole('link', { name: 'Health and events' }).click()
  await expect(page.getByRole('region', { name: 'Newest events' })).toContainText('Token issued')
  await expect(page.getByRole('img', { name: /^Events an hour: at most [1-9]/ })).toBeVisible()
  await page.getByText('As a table').click()
  await expect(
    page.getByRole('region', { name: 'Events of the last 24 hours' }).getByRole('row'),
  ).toHaveCount(25)
  await expectAccessible(page, 'the health of a security device')

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByText('Paused', { exact: true })).toHaveCount(0)
  await page.getByRole('link', { name: 'Changelog' }).click()
  await expect(page.getByText('Poll events').first()).toBeVisible()
  // Beside one that has never received anything
  await people.addDevice('own-device that waits', { Polling: false })
  await page.goto(new URL('/security-devices?q=own-device', page.url()).href)
  await expect(page.getByRole('row', { name: /^own-device http.*Working/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /waits.*Paused.*None yet.*Unknown/ })).toBeVisible()
})

test('a fault of each step is told with its cause, and its link leads to where it is mended', async ({
  page,
  signIn,
  newClient,
  admin,
}) => {
  test.setTimeout(120_000)
  const client = await newClient('broken-device')
  const { applicationRowKey: rowKey, roleId, userId } = client
  const profile = (change: object) =>
    admin.result('/SaasManage/UpdateApplicationDE', { _RowKey: rowKey, OAuthProfile: change })
  const grant = (Rights: string) =>
    admin.result('/SaasManage/SetApplicationPermissions', {
      ID: rowKey,
      Grants: [{ PrincipalId: roleId, PType: 'Role', Rights }],
    })
  const right = (call: 'AssignSuperRights' | 'UnAssignSuperRights') =>
    admin.result(`/SaasManage/${call}`, [{ Role: roleId, Path: '/lib/rights/monitor.json' }])
  await signIn(page, '/security-devices/new')
  await fillIn(page, client, 'broken-device')
  await page.getByRole('button', { name: 'Create security device' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'broken-device' })).toBeVisible()
  const device = page.url()

  const type = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
  const typeSecret = async (secret: string) => {
    await page.getByRole('radio', { name: 'Replace' }).check()
    await page.getByLabel('Password, the new one', { exact: true }).fill(secret)
  }
  const ofApplication = (tab: string) => new RegExp(`/apps/${rowKey}/${tab}(#.*)?$`)
  const faults: {
    step: string
    make: () => Promise<unknown>
    mend?: () => Promise<unknown>
    link?: string
    leads?: RegExp
  }[] = [
    {
      step: 'Reach',
      async make() {
        await type('Server', 'http://127.0.0.1:9')
        await typeSecret(client.secret)
      },
    },
    {
      step: 'Application',
      async make() {
        await type('Application ID', 'Broken-Device')
        await typeSecret(client.secret)
      },
      link: 'Description of the application',
      leads: ofApplication('description'),
    },
    {
      step: 'Credentials',
      make: () => typeSecret('not the secret'),
      link: 'The service user',
      leads: new RegExp(`/users/${userId}/password$`),
    },
    {
      step: 'Auth method',
      make: () => profile({ AllowedAuth: 'ResourceCreds' }),
      mend: () => profile({ AllowedAuth: 'ClientCreds' }),
      link: 'Tokens of the application',
      leads: ofApplication('tokens'),
    },
    {
      step: 'Run',
      make: () => grant('View'),
      mend: () => grant('View,Execute'),
      link: 'User Access of the application',
      leads: ofApplication('userAccess'),
    },
    {
      step: 'Scope',
      make: () => type('Scope', 'SIEM'),
      link: 'Scope of the application',
      leads: ofApplication('scope'),
    },
    {
      step: 'Query',
      make: () => profile({ KnownScopes: [{ Scope: 'siem', AllowedRest: ['Security/WhoAmI'] }] }),
      mend: () => profile({ KnownScopes: [{ Scope: 'siem', AllowedRest: ['Redrock/query'] }] }),
      link: 'Scope of the application',
      leads: ofApplication('scope'),
    },
    {
      step: 'Rows',
      make: () => right('UnAssignSuperRights'),
      mend: () => right('AssignSuperRights'),
      link: 'Roles of the service user',
      leads: new RegExp(`/users/${userId}/memberships$`),
    },
  ]
  for (const { step, make, mend, link, leads } of faults) {
    await page.goto(device)
    await make()
    await testConnection(page)
    const failed = steps(page).filter({ hasText: ': failed' })
    await expect(failed).toHaveCount(1)
    await expect(failed).toContainText(`${step}: failed`)
    await expect(failed).toContainText('Expected: ')
    if (link && leads) {
      await failed.getByRole('link', { name: link }).click()
      const leave = page.getByRole('dialog')
      if (!mend) await leave.getByRole('button', { name: 'Leave without saving' }).click()
      await expect(page).toHaveURL(leads)
    }
    await mend?.()
  }
  await page.goto(device)
  await testConnection(page)
  await expect(steps(page).filter({ hasText: ': fine' })).toHaveCount(8)
})
