import type { Page } from 'playwright/test'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { addObject, tabPaths } from './objects.ts'

// D4: pages as they are where the tenant has the vendor's calls alone. offered.test.ts loads every one of them.

/** From here on calls of ours are answered as calls that the tenant does not know. */
const leaveVendorCalls = (page: Page) =>
  page.route('**/api/Gatewright/**', (route) =>
    route.fulfill({
      status: 404,
      json: { success: false, Result: null, Message: 'There is no such call.', ErrorCode: 'not_found' },
    }),
  )

const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('D4 without calls of ours, pages hide what stands on them or say why', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  const made = Object.fromEntries(
    await Promise.all(
      objectTypes.map(async (type) => [
        type,
        await addObject[type]({ people, newClient }, `Without ours, of the ${nouns[type].many}`),
      ]),
    ),
  ) as Record<(typeof objectTypes)[number], { id: string; name: string }>
  await leaveVendorCalls(page)
  const queries: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/Redrock/query')) queries.push(request.postData() ?? '')
  })
  await signIn(page)
  const main = page.getByRole('main')
  const navigation = page.getByRole('navigation', { name: 'Main' })

  await expect(title(page)).toHaveText('Home')
  await expect(navigation.getByRole('link')).toHaveText(['Home', 'Apps', 'Users', 'Roles', 'Tenant'])
  await expect(main.getByRole('link', { name: /Groups?/ })).toHaveCount(0)
  await expect(main.getByRole('link', { name: 'Start guided setup' })).toHaveCount(0)

  for (const [path, what] of [
    ['/groups', 'groups'],
    ['/groups/new', 'groups'],
    [`/groups/${made.group.id}/members`, 'groups'],
    ['/identity-providers', 'identity providers'],
    [`/identity-providers/${made.identityProvider.id}/settings`, 'identity providers'],
    ['/security-devices', 'security devices'],
    ['/security-devices/new', 'security devices'],
    [`/security-devices/${made.device.id}/settings`, 'security devices'],
    ['/routing-rules', 'routing rules'],
    ['/group-mappings', 'identity providers'],
    ['/settings/keys', 'list of its signing keys'],
    ['/events', 'list of its events'],
    ['/apps/setup/siem', 'guided setup'],
  ] as const) {
    await page.goto(new URL(path, page.url()).href)
    await expect(title(page)).toHaveText(`This tenant offers no ${what}`)
  }

  for (const type of objectTypes.filter((each) => nouns[each].needs === null)) {
    const { id, name } = made[type]
    await page.goto(new URL(`${nouns[type].path}?q=${encodeURIComponent(name)}`, page.url()).href)
    await expect(main.getByRole('link', { name })).toBeVisible()
    const tabs = await tabPaths(page, type, id)
    expect(tabs.filter((path) => /changelog|applications$/.test(path))).toEqual([])
    for (const path of tabs) {
      await page.goto(new URL(path, page.url()).href)
      await expect(title(page)).toBeVisible()
      await expect(main.getByRole('button', { name: 'Try again' })).toHaveCount(0)
      await expect(main.getByRole('complementary')).toHaveCount(0)
    }
  }

  await expect.poll(() => queries.some((each) => each.includes('from User'))).toBe(true)
  expect(queries.filter((each) => /SecretState|LastSeen|LastUsed|SignedIn/.test(each))).toEqual([])

  await page.goto(new URL('/apps/add', page.url()).href)
  await expect(main.getByRole('button', { name: 'Add OAuth2 Client' })).toBeVisible()
  await page.goto(new URL('/settings', page.url()).href)
  await expect(main).toContainText('This tenant has only the vendor’s calls')
})

test('D4 what is left works: a role is renamed', async ({ page, signIn, people }) => {
  const id = await people.addRole('To be renamed without ours')
  await leaveVendorCalls(page)
  await signIn(page, `/roles/${id}/description`)
  await page.getByLabel('Name').fill('Renamed without ours')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(title(page)).toHaveText('Renamed without ours')
})
