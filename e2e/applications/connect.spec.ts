import { rowsOf } from '#testing/groups.ts'
import { expectAccessible } from '../pages/look.ts'
import { expect, test } from '../fixtures.ts'

test('what the other side is told stays at hand: its own words, no secret, and what lacks leads to its setting', async ({
  page,
  admin,
  newClient,
  signIn,
}) => {
  const made = await newClient('connected')
  await signIn(page, `/apps/${made.applicationRowKey}/connect`)
  const card = page.getByRole('region', { name: 'For your SIEM' })
  await expect(card).toContainText(made.clientId)
  await expect(card).toContainText('/Redrock/query')
  await expect(card.getByRole('link', { name: `Secrets of ${made.clientId}` })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(made.secret)
  await expect(page.getByRole('heading', { name: 'Usable', exact: true })).toBeVisible()
  await expect(page.getByRole('main').getByText('Usable', { exact: true }).first()).toBeVisible()
  await expectAccessible(page, 'Connect')
  const tabs = page.getByRole('navigation').filter({ has: page.getByRole('link', { name: 'Connect' }) })
  expect(
    await tabs.evaluate((bar) => bar.scrollHeight - bar.clientHeight),
    'tabs do not scroll up and down',
  ).toBe(0)

  await test.step('another product has other words for the same', async () => {
    await card.getByLabel('Whose form it is for').selectOption({ label: 'Logstash' })
    const logstash = page.getByRole('region', { name: 'For Logstash' })
    await expect(logstash.getByText('oauthclient')).toBeVisible()
    await expect(logstash).toContainText(made.applicationId)
  })

  await test.step('a role without the right makes a token that opens nothing', async () => {
    await admin.result('/SaasManage/UnAssignSuperRights', [
      { Role: made.roleId, Path: '/lib/rights/monitor.json' },
    ])
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Not usable: 1 reason' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Findings' })).toContainText('The token opens nothing')
  })

  await test.step('what a request is refused for is mended on its tab', async () => {
    await admin.result('/SaasManage/UpdateApplicationDE', {
      _RowKey: made.applicationRowKey,
      OAuthProfile: { AllowedAuth: '' },
    })
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Not usable: 2 reasons' })).toBeVisible()
    await page.getByRole('button', { name: 'Mend it: Tick Client Creds on Tokens.' }).click()
    await expect(page).toHaveURL(/\/tokens$/)
    await expect(
      page.getByRole('group', { name: 'Auth Methods' }).getByRole('checkbox').first(),
    ).toBeFocused()
  })

  await test.step('its client shows tokens instead of sign-ins, and where the others are', async () => {
    const [client] = await rowsOf(admin, `select ID from User where Username = '${made.clientId}'`)
    await page.goto(new URL(`/users/${String(client?.['ID'])}/tokens`, page.url()).href)
    await expect(page.getByRole('link', { name: 'All that this client did' })).toBeVisible()
    await expect(page.getByText('A client never signs in')).toBeVisible()
    await expectAccessible(page, 'Tokens of a client')
    await admin.result('/UserMgmt/RemoveUser', { ID: client?.['ID'] })
  })

  await test.step('without a client there is the way to make one', async () => {
    await page.goto(new URL(`/apps/${made.applicationRowKey}/connect`, page.url()).href)
    await expect(page.getByRole('link', { name: 'Create service user' })).toBeVisible()
    await page.getByRole('link', { name: 'Create service user' }).click()
    await expect(page).toHaveURL(/users\/new\?.*for=client/)
    await expect(page).toHaveURL(new RegExp(made.applicationRowKey))
  })
})

test('the catalogue asks what it should do, and finds the recipe by the name of a product', async ({
  page,
  signIn,
}) => {
  await signIn(page, '/apps/add')
  await page.getByRole('searchbox', { name: 'Search by product, such as Splunk' }).fill('sentinel')
  await expect(
    page.getByRole('list', { name: 'Guided setup and templates' }).getByRole('listitem'),
  ).toHaveCount(1)
  await expect(page).toHaveURL(/find=sentinel/)
  await expectAccessible(page, 'Catalogue')
  await page.getByRole('link', { name: 'Start guided setup: Microsoft Sentinel' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Microsoft Sentinel' })).toBeVisible()
  await expect(page.getByLabel('Application ID')).toHaveValue('sentinel-audit')

  await page.goBack()
  await page.getByRole('searchbox').fill('nothing of the kind')
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('button', { name: 'Sign people in' }).click()
  await expect(page.getByRole('link', { name: 'Add an identity provider' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Start guided setup: SIEM event reader' })).toHaveCount(0)
})

test('Back after Create says that it exists, and leads there', async ({ page, signIn }) => {
  await signIn(page, '/apps/add')
  await page.getByRole('link', { name: 'Start guided setup: Cribl' }).click()
  for (const name of ['General Usage', 'Tokens', 'Scope', 'User Access', 'Review'])
    await page.getByRole('button', { name: `Next: ${name}` }).click()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cribl is ready' })).toBeVisible()
  const secret = (await page.getByRole('group', { name: 'Client secret' }).innerText()).trim()
  await page.goBack()
  await page.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Already created' })).toBeVisible()
  await page.getByRole('link', { name: 'Open the application' }).click()
  await expect(page.getByRole('region', { name: 'For Cribl' })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(secret)
})

test('a service user that is made from an application is offered Run on it', async ({
  page,
  newClient,
  signIn,
}) => {
  const made = await newClient('second-client')
  await signIn(page, `/apps/${made.applicationRowKey}/generalUsage`)
  await page.getByRole('link', { name: 'Create service user' }).click()
  await page.getByLabel('Login Name').fill('second-of-two@acme.test')
  await page.getByRole('button', { name: 'Create user' }).click()
  await page.getByRole('button', { name: 'Give it Run on second-client reader' }).click()
  await page.getByRole('link', { name: 'Connect second-client reader' }).click()
  await page.getByLabel('Client', { exact: true }).selectOption({ label: 'second-of-two@acme.test' })
  await expect(page.getByRole('link', { name: 'Secrets of second-of-two@acme.test' })).toBeVisible()
})
