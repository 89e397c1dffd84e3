import { expect, test } from '../fixtures.ts'

test('Home leads to what wants attention, and to what was changed and deleted', async ({
  page,
  admin,
  newClient,
  people,
  signIn,
}) => {
  await newClient('home-unused')
  const locked = await people.addUser('home-locked')
  await admin.result('/CDirectoryService/SetUserState', { ID: locked, state: 'Locked' })
  const gone = await people.addRole('Home gone')
  await admin.result('/SaasManage/DeleteRole', { Name: gone })
  await signIn(page)
  const changes = page.getByRole('region', { name: 'Recent changes' })
  await expect(changes.getByRole('row').nth(1)).toContainText('Home gone')
  await expect(changes.getByRole('row').nth(1)).toContainText('deleted')
  await page.getByRole('link', { name: /applications? never gave a token/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'home-unused reader' })).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: /(user is|users are) locked/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'home-locked@acme.test' })).toHaveCount(1)
  await page.goBack()
  await changes.getByRole('link', { name: 'home-locked@acme.test' }).first().click()
  await expect(page).toHaveURL(/\/changelog$/)
})

test('Home finds the guide that somebody holds by its name, and keeps the first steps until they are skipped', async ({
  page,
  signIn,
}) => {
  await signIn(page)
  const steps = page.getByRole('region', { name: 'First steps' })
  await steps.getByRole('button', { name: 'Skip' }).click()
  await expect(steps).toHaveCount(0)
  await page.reload()
  await page.getByRole('button', { name: 'Show the first steps' }).click()
  await expect(steps).toBeVisible()
  await page.getByRole('searchbox', { name: 'Product or guide' }).fill('expel')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Start guided setup: Expel Workbench' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Expel Workbench' })).toBeVisible()
})

test('Home shows what can be read when something cannot, and reads that again', async ({ page, signIn }) => {
  let broken = true
  const fail = {
    status: 500,
    json: { success: false, Result: null, Message: 'It broke.', ErrorCode: 'internal' },
  }
  await page.route('**/api/Gatewright/History/Recent', (route) =>
    broken ? route.fulfill(fail) : route.continue(),
  )
  await page.route('**/api/Redrock/query', (route) =>
    broken && /DSGroups|Locked/.test(route.request().postData() ?? '')
      ? route.fulfill(fail)
      : route.continue(),
  )
  await signIn(page)
  const main = page.getByRole('main')
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(main.getByRole('link', { name: 'Groups: the number could not be read' })).toBeVisible()
  await expect(main.getByRole('link', { name: /\d Users?$/ })).toBeVisible()
  await expect(main).toContainText('One figure could not be read.')
  await expect(main.getByRole('alert')).toContainText('It broke.')
  broken = false
  await main.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('region', { name: 'Recent changes' })).toBeVisible()
})
