import type { Page } from 'playwright/test'
import { password, type People } from '#testing/people.ts'
import { builtInRoles } from '#schema/right.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible, expectSettled } from '../pages/look.ts'

/** Somebody of a portal that changes nothing. */
async function inPortal(people: People, role: string): Promise<{ user: string; password: string }> {
  const name = `inspects-${crypto.randomUUID().slice(0, 8)}`
  await people.join(role, { Users: [await people.addUser(name)] })
  return { user: `${name}@acme.test`, password }
}

const question = (page: Page) => page.getByRole('region', { name: 'Can this client get a token?' })
const failed = (page: Page) => question(page).locator('[data-outcome="failed"]')

for (const role of ['supportstaff', 'securityreviewer'] as const)
  test(`${builtInRoles[role].name} finds out why a client gets no token, and gets to where it is mended`, async ({
    page,
    signIn,
    people,
    newClient,
    admin,
  }) => {
    const { applicationRowKey, userId } = await newClient(`inspected-by-${role}`)
    await signIn(page, `/apps/${applicationRowKey}/inspect`, await inPortal(people, role))
    await expect(question(page)).toContainText('Yes: a token is given.')
    await expect(question(page)).toContainText(`Run, given to the role inspected-by-${role} readers`)
    const token = page.getByRole('region', { name: 'The token that would be issued' })
    await expect(token.getByRole('list', { name: 'Claims of the token' })).toContainText(
      `"inspected-by-${role}@acme.test"The user’s login name`,
    )
    await expect(token.getByRole('list', { name: 'Calls that the token opens' })).toContainText(
      'Opened by Redrock/query of the scope siem',
    )
    await expectAccessible(page, `Inspect as ${role}`)

    // T4: the case of a scope counts
    await page.getByLabel('Scopes, separated by spaces').fill('Siem')
    await expect(question(page)).toContainText('invalid_scope: unknown scope requested')
    await expect(failed(page)).toContainText('Check the spelling and the case')
    await page.getByLabel('Scopes, separated by spaces').fill('')

    await page.getByLabel('Auth Method').selectOption('Auth Code')
    await expect(failed(page)).toContainText('Redirect URI')
    await page.getByLabel('Auth Method').selectOption('Client Creds')
    await admin.result('/CDirectoryService/SetUserState', { ID: userId, state: 'Disabled' })
    await page.reload()
    await expect(question(page)).toContainText('No: no token is given.')
    await expect(failed(page)).toContainText('State of the client')
    await failed(page).getByRole('link', { name: 'Go to the user' }).click()
    await expect(page).toHaveURL(new RegExp(`/users/${userId}/status#setting-status-state$`))
    await expectSettled(page)
  })

test('who may save sees beside the saved token what the unsaved changes would give', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('compared')
  await signIn(page, `/apps/${applicationRowKey}/scope`)
  await page.getByRole('textbox', { name: /Name/ }).first().fill('siem-new')
  await page.getByRole('link', { name: 'Inspect' }).click()
  const claims = page.getByRole('list', { name: 'Claims of the token' })
  await expect(claims.getByRole('listitem').filter({ hasText: 'With your changes' })).toHaveText(
    /^scopeAs saved: "siem"With your changes: "siem-new"/,
  )
})

test('the page prints as a sheet: every setting, black on white, without what can be pressed', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('printed')
  await signIn(page, `/apps/${applicationRowKey}/inspect`)
  await expect(question(page)).toContainText('Yes: a token is given.')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const title of ['Description', 'General Usage', 'Tokens', 'Scope', 'User Access'])
    await expect(page.getByRole('region', { name: title, exact: true })).toBeVisible()
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
  const colours = await page
    .getByRole('main')
    .locator('dd, h2, p')
    .evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).color))])
  expect(colours).toEqual(['rgb(0, 0, 0)'])
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
})
