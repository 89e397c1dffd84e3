import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { rightPath } from '#schema/right.ts'
import { administrator } from '#testing/administrator.ts'
import { password } from '#testing/people.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { tabPaths } from '../pages/objects.ts'

test('NT-02 who may only look sees every setting, changes nothing and meets no secret', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  const { applicationRowKey, userId, roleId, secret } = await newClient('looked-at')
  const { name } = await people.somebody(['adminportallogin', 'monitor'])
  const bodies: Promise<string>[] = []
  page.on('response', (response) => {
    // A reply that comes while one leaves has no body any more.
    if (response.url().includes('/api/')) bodies.push(response.text().catch(() => ''))
  })
  await signIn(page, `/apps/${applicationRowKey}/description`, { user: name, password })
  const main = page.getByRole('main')
  await expect(main).toContainText(
    'You may look at this application, not change it. That needs the right “Application Management”.',
  )
  await expect(main.getByRole('group', { name: 'Application Name' })).toHaveText('looked-at reader')
  const remove = page.getByRole('button', { name: 'Delete' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await expect(remove).toHaveAccessibleDescription(/Application Management/)

  const tabs = page.getByRole('navigation', { name: 'Categories' })
  for (const title of ['General Usage', 'Tokens', 'Scope', 'User Access']) {
    await tabs.getByRole('link', { name: title }).click()
    await expect(tabs.getByRole('link', { name: title })).toHaveAttribute('aria-current', 'page')
    // What is held is text, and what could be is not there
    await expect(main.locator('input, select, textarea'), title).toHaveCount(0)
    await expect(main.getByRole('button', { name: /^(Add|Remove)/ })).toHaveCount(0)
  }
  // what is saved is explained, and nothing else
  const panel = page.getByRole('complementary', { name: 'What this means' })
  await expect(panel).toContainText('As it is saved')
  await expect(panel.getByRole('list', { name: 'Claims' })).toContainText('looked-at@acme.test')
  await tabs.getByRole('link', { name: 'Changelog' }).click()
  await expect(main.getByRole('listitem').first()).toContainText('Guided setup')

  const objects: Record<ObjectType, string> = {
    application: applicationRowKey,
    user: userId ?? '',
    role: roleId ?? '',
    group: await people.addGroup('Looked at'),
    identityProvider: await people.addIdentityProvider('Looked at'),
    device: await people.addDevice('Looked at', { Polling: false }),
  }
  const paths = ['/settings']
  for (const type of objectTypes) paths.push(...(await tabPaths(page, type, objects[type])))
  for (const path of paths) {
    await page.goto(new URL(path, page.url()).href)
    await expect(main.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await page.goto(new URL(`/users/${userId}/password`, page.url()).href)
  await page.getByText('Replace all secrets at once').click()
  await expect(page.getByRole('button', { name: 'Replace all secrets' })).toHaveAccessibleDescription(
    'That needs the right “User Management”.',
  )
  const seen = await Promise.all(bodies)
  expect(seen.filter((body) => body.includes('looked-at')).length).toBeGreaterThan(4)
  expect(seen.filter((body) => body.includes(secret) || /argon2|\$hash|client_secret/i.test(body))).toEqual(
    [],
  )
})

test('the lists offer those who may only look nothing to make', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  await newClient('listed')
  const { name } = await people.somebody(['adminportallogin', 'monitor', 'rouserman', 'roroleman'])
  await signIn(page, '/apps', { user: name, password })
  await page.getByRole('link', { name: 'Add Web Apps' }).first().click()
  const add = page.getByRole('button', { name: 'Add OAuth2 Client' })
  await expect(add).toHaveAccessibleDescription('That needs the right “Application Management”.')
  await add.click({ force: true })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('link', { name: 'Start guided setup: SIEM event reader' }).click()
  await expect(page.getByText('you cannot create the client')).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'What this means' })).toContainText(
    'That needs the right “Application Management”.',
  )
  // What the list of applications offers is looked at above
  for (const { title, one } of objectTypes
    .filter((type) => type !== 'application')
    .map((type) => nouns[type])) {
    await page.getByRole('link', { name: title }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(page.getByRole('link', { name: `Add ${one}` })).toHaveCount(0)
    await expect(page.getByRole('button', { name: `Add ${one}` })).toHaveAccessibleDescription(
      /^That needs the right “\w+ Management”\.$/,
    )
  }
})

test('X-19 who may not administer is told which right is missing, and may sign in as somebody else', async ({
  page,
  people,
  product,
}) => {
  const { name } = await people.somebody([])
  await page.goto(`${product.consoleUrl}/bff/sign-in`)
  await fillInSignIn(page, { user: name, password })
  await expect(page.getByRole('heading', { name: 'You may not administer this tenant' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('“Admin Portal Login”')
  expect((await page.context().cookies()).map((cookie) => cookie.name)).toEqual(['.ASPXAUTH'])
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await fillInSignIn(page, administrator)
  await expect(page.getByRole('banner').getByRole('button', { name: 'ada', exact: true })).toBeVisible()
})

test('who loses that right while at work is told which it is', async ({ page, signIn, people, admin }) => {
  const { name, role } = await people.somebody(['adminportallogin'])
  await signIn(page, '/', { user: name, password })
  await expect(page.getByRole('navigation').first()).toBeVisible()
  const path = rightPath('adminportallogin')
  await admin.result('/SaasManage/UnAssignSuperRights', [{ Role: role, Path: path }])
  await page.reload()
  await expect(page.getByRole('heading', { name: 'You may not administer this tenant' })).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
})
