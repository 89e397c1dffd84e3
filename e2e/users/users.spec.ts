import type { Page } from 'playwright/test'
import { expect, fillInSignIn, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'User' }).getByRole('link', { name })

const shownOnce = (page: Page) => page.getByRole('region', { name: 'New credentials' })

/** The password that stands there this once. */
const passwordShown = async (page: Page) => {
  const row = shownOnce(page).locator('div', { has: page.getByRole('button', { name: 'Copy Password' }) })
  return (await row.last().getByRole('code').innerText()).trim()
}

test('a person is made, gets a password that is shown once, and signs in with it', async ({
  page,
  signIn,
  people,
  elsewhere,
  product,
}) => {
  await signIn(page, '/users')
  await page.getByRole('link', { name: 'Add user' }).click()
  await page.getByLabel('Login Name').fill('hopper')
  await page.getByRole('button', { name: '@acme.test', exact: true }).click()
  await expect(page.getByLabel('Login Name')).toHaveValue('hopper@acme.test')
  await page.getByLabel('Display Name').fill('Grace Hopper')
  await page.getByLabel('Email Address').fill('hopper@acme.test')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'hopper@acme.test has been created' }),
  ).toBeVisible()
  await expect(shownOnce(page)).toContainText('is shown this once')
  const password = await passwordShown(page)
  expect(await people.canSignIn('hopper', password)).toBe(true)

  await page.getByRole('link', { name: 'Go to the user' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.locator('body')).not.toContainText(password)

  const other = await elsewhere()
  await other.goto(`${product.consoleUrl}/bff/sign-in`)
  await fillInSignIn(other, { user: 'hopper@acme.test', password })
  await expect(other.getByRole('heading', { name: 'You may not administer this tenant' })).toBeVisible()
})

test('a login name that is taken or has no suffix is refused at its field', async ({
  page,
  signIn,
  people,
}) => {
  await people.addUser('linus')
  await signIn(page, '/users/new')
  const name = page.getByLabel('Login Name')
  await name.fill('linus')
  await page.getByLabel('Display Name').fill('Kept all the same')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/@/)
  await name.fill('Linus@ACME.test')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/taken|already/)
  await expect(page.getByLabel('Display Name')).toHaveValue('Kept all the same')
})

test('what a confidential client is follows from one switch, and its typed secret is judged', async ({
  page,
  signIn,
}) => {
  await signIn(page, '/users/new')
  await page.getByLabel('Login Name').fill('robot@acme.test')
  await page.getByRole('radio', { name: 'A program' }).check()
  await page.getByText('More: Is service user').click()
  await expect(page.getByRole('switch', { name: 'Is service user' })).toBeChecked()
  await expect(page.getByRole('switch', { name: 'Password never expires' })).toBeChecked()
  await expect(page.getByRole('switch', { name: 'In the role Everybody' })).not.toBeChecked()
  await page.getByRole('radio', { name: 'Type it' }).check()
  await page.getByLabel('Secret', { exact: true }).fill('tooShort1')
  await page.getByLabel('Secret again').fill('tooShort2')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByLabel('Secret again')).toHaveAccessibleDescription(/The two differ/)
  await page.getByLabel('Secret again').fill('tooShort1')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByLabel('Secret', { exact: true })).toHaveAccessibleDescription(/16/)
  await page.getByLabel('Secret', { exact: true }).fill('longEnoughForAClient1')
  await page.getByLabel('Secret again').fill('longEnoughForAClient1')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'robot' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Confidential client')
  await expect(tab(page, 'Secrets')).toBeVisible()
})

test('X-13 a program made here gets tokens with scopes only; one made elsewhere is a finding that one click mends', async ({
  page,
  signIn,
  people,
}) => {
  await signIn(page, '/users/new')
  await page.getByLabel('Login Name').fill('scoped@acme.test')
  await page.getByRole('radio', { name: 'A program' }).check()
  const own = page.getByRole('switch', { name: 'Tokens without an application' })
  await expect(own).not.toBeChecked()
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.getByRole('link', { name: 'Go to the user' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'scoped' })).toBeVisible()
  const findings = page.getByRole('list', { name: 'Findings' })
  await expect(findings).toHaveCount(0)

  const id = await people.addUser('unscoped', { OauthClient: true })
  await page.goto(new URL(`/users/${id}`, page.url()).href)
  await expect(findings).toContainText('whoever has this client’s secret can leave the scope out')
  await expectAccessible(page, 'A user with a finding')
  await page.getByLabel('Display Name').fill('Edited meanwhile')
  await findings.getByRole('button', { name: 'Give tokens with scopes only' }).click()
  await expect(findings).toHaveCount(0)
  expect(await people.attributes(id)).toMatchObject({
    DisplayName: 'unscoped@acme.test',
    Gatewright: { TokensWithoutApplication: false },
  })
  await expect(page.getByLabel('Display Name')).toHaveValue('Edited meanwhile')
  await page.reload()
  await tab(page, 'Status').click()
  await expect(own).not.toBeChecked()
  await tab(page, 'Changelog').click()
  const latest = page.getByRole('main').getByRole('listitem').first()
  await expect(latest).toContainText('Tokens without an application')
})

test('a disabled person cannot sign in; the change log says who did it', async ({ page, signIn, people }) => {
  const id = await people.addUser('margaret')
  await signIn(page, `/users/${id}/status`)
  await page.getByLabel('State').selectOption('Disabled')
  await page.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await expect(review).toContainText('State: Active')
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  expect(await people.canSignIn('margaret')).toBe(false)
  await tab(page, 'Changelog').click()
  const latest = page.getByRole('main').getByRole('listitem').first()
  await expect(latest).toContainText('ada@acme.test')
  await expect(latest).toContainText('Disabled')
})

test('a reset password is shown once; the earlier one is dead', async ({ page, signIn, people }) => {
  const id = await people.addUser('barbara')
  await signIn(page, `/users/${id}/password`)
  await expect(page.getByRole('main')).toContainText('The present password stops working at once')
  await page.getByRole('button', { name: 'Reset password' }).click()
  await expect(shownOnce(page)).toBeVisible()
  const password = await passwordShown(page)
  expect(await people.canSignIn('barbara', password)).toBe(true)
  expect(await people.canSignIn('barbara')).toBe(false)
  await tab(page, 'Account').click()
  await tab(page, 'Password').click()
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(password)
})

test('users are found by any part of a name and narrowed to service users', async ({
  page,
  signIn,
  people,
  newClient,
}) => {
  await people.addUser('katherine', { DisplayName: 'Orbit Calculations' })
  await newClient('findable')
  await signIn(page, '/users')
  const table = page.getByRole('region', { name: 'Users' })
  await page.getByRole('searchbox', { name: 'Search users' }).fill('orbit')
  await expect(table.getByRole('link')).toHaveText(['katherine@acme.test'])
  await page.reload()
  await expect(table.getByRole('link')).toHaveText(['katherine@acme.test'])
  await page.getByRole('searchbox', { name: 'Search users' }).fill('nobody-of-that-name')
  await expect(page.getByText('No user has “nobody-of-that-name” in a name or address.')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search users' }).fill('')
  await page.getByRole('button', { name: /^Service users/ }).click()
  await expect(table.getByRole('link', { name: 'findable@acme.test' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'katherine@acme.test' })).toHaveCount(0)
})

test('a filter that is chosen before the search has begun holds together with it', async ({
  page,
  signIn,
}) => {
  await signIn(page, '/users')
  const search = page.getByRole('searchbox', { name: 'Search users' })
  await expect(search).toBeVisible()
  // The filter's answer comes after the search has begun
  await page.route('**/api/Redrock/query', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700))
    await route.continue()
  })
  await search.fill('nobody-of-that-name')
  await page.getByRole('button', { name: /^Service users/ }).click()
  await expect(
    page.getByText('No user in Service users has “nobody-of-that-name” in a name or address.'),
  ).toBeVisible()
  const { searchParams } = new URL(page.url())
  expect([searchParams.has('set'), searchParams.get('q')]).toEqual([true, 'nobody-of-that-name'])
})

test('what is typed into a search stays while the answer is on its way', async ({ page, signIn, people }) => {
  await people.addUser('dorothy')
  await signIn(page, '/users')
  const search = page.getByRole('searchbox', { name: 'Search users' })
  await expect(search).toBeVisible()
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/Redrock/query', async (route) => {
    await held
    await route.continue()
  })
  const asked = page.waitForRequest('**/api/Redrock/query')
  await search.fill('doro')
  await asked
  await expect(search).toHaveValue('doro')
  await search.pressSequentially('thy')
  answer()
  await expect(page.getByRole('region', { name: 'Users' }).getByRole('link')).toHaveText([
    'dorothy@acme.test',
  ])
  await expect(search).toHaveValue('dorothy')
})

test('a user is deleted after the name has been typed; nobody deletes themselves', async ({
  page,
  signIn,
  people,
  admin,
}) => {
  const id = await people.addUser('leaving')
  await signIn(page, `/users/${id}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete leaving@acme.test' })
  await question.getByRole('textbox').fill('leaving@acme.test')
  await question.getByRole('button', { name: 'Delete user' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'leaving@acme.test' })).toHaveCount(0)
  expect(await people.canSignIn('leaving')).toBe(false)
  const { UserId } = await admin.result<{ UserId: string }>('/Security/WhoAmI')
  await page.goto(new URL(`/users/${UserId}`, page.url()).href)
  await expect(page.getByRole('button', { name: 'Delete' })).toHaveAccessibleDescription(
    'You cannot delete the account you are signed in with.',
  )
})
