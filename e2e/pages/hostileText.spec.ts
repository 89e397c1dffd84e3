import type { Page } from 'playwright/test'
import { clientSetupOf, type ClientSetup } from '#schema/clientSetup.ts'
import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { siemReader } from '#testing/clientSetup.ts'
import { expect, test } from '../fixtures.ts'
import { expectNoSidewaysScroll } from './look.ts'
import { tabPaths } from './objects.ts'

/** Breaks out of an attribute, a title, a textarea and a text, wherever one of them is written unescaped. */
const markup =
  "\"><img src=x onerror=alert(1)><svg/onload=alert(2)></title></textarea><script>alert(3)</script>'-alert(4)-'{{7*7}}"
const scopeMarkup = '<img/src=x/onerror=alert(5)>'

/** And 200 characters that nothing may break. */
const texts = {
  'FE-03 NT-45 markup, and letters that run the other way,': `${markup} ניהול זהויות (SIEM) مراقبة الأحداث 123`,
  'a name of 200 characters': 'W'.repeat(200),
}

/** Writes the text into everything that takes text. */
const saying =
  (text: string, scope: string) =>
  (setup: ClientSetup): ClientSetup => ({
    ...setup,
    description: { ...setup.description, name: text, description: text, category: text.slice(0, 100) },
    scope: { ...setup.scope, scopes: [{ name: scope, description: text, patterns: ['Redrock/query'] }] },
    confidentialClient: { ...setup.confidentialClient, displayName: text, roleName: text },
  })

let ran: string[] = []
test.beforeEach(({ page }) => {
  ran = []
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
})
test.afterEach(() => expect(ran, 'nothing ran').toEqual([]))

/** Nothing of it became an element, and nothing is wider than the screen. */
async function expectHarmless(page: Page, name: string) {
  await expect(page.locator('img[src="x"], [onload], [onerror], script:not([src])'), name).toHaveCount(0)
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await expectNoSidewaysScroll(page, `${name} at ${width}`)
  }
}

for (const [kind, text] of Object.entries(texts))
  test(`${kind} is shown as text on every page`, async ({ page, signIn, newClient, admin, people }, {
    workerIndex,
  }) => {
    test.setTimeout(240_000)
    const scope = text.startsWith(markup) ? scopeMarkup : 'x'.repeat(100)
    const id = `hostile${workerIndex}${text.length}`
    const { applicationRowKey, userId, roleId } = await newClient(id, saying(text, scope))
    await admin.result('/CDirectoryService/ChangeUser', { ID: userId, Description: text })
    await admin.result('/SaasManage/UpdateRole', { Name: roleId, Description: text })
    const group = await people.addGroup(`${text.slice(0, 190)} ${workerIndex}`)
    const identityProvider = await people.addIdentityProvider(`${text.slice(0, 190)} ${workerIndex}`)
    const device = await people.addDevice(`${text.slice(0, 190)} ${workerIndex}`, { Polling: false })
    await admin.result('/Gatewright/Groups/Update', { ID: group, Description: text })
    const draft = crypto.randomUUID()
    await admin.result('/Gatewright/Drafts/Save', {
      id: draft,
      kind: 'setup/siem',
      title: text,
      body: {
        key: crypto.randomUUID(),
        step: 0,
        reached: 5,
        values: saying(text, scope)(siemReader(`${id}-draft`)),
      },
    })

    await signIn(page)
    const objects: Record<ObjectType, string> = {
      application: applicationRowKey,
      user: userId ?? '',
      role: roleId ?? '',
      group,
      identityProvider,
      device,
    }
    const paths = [
      '/',
      ...objectTypes.map((type) => nouns[type].path),
      `/apps?q=${encodeURIComponent(text.slice(0, 100))}`,
      '/users?q=nobody%3Csvg/onload=alert(6)%3E',
      ...['description', 'userAccess', 'review'].map(
        (step) => `/apps/setup/siem?draft=${draft}&step=${step}`,
      ),
    ]
    for (const type of objectTypes) paths.push(...(await tabPaths(page, type, objects[type])))
    for (const path of paths) {
      await page.goto(new URL(path, page.url()).href)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectHarmless(page, path)
      if (path.startsWith(`/apps/${applicationRowKey}`) || path.startsWith(`/roles/${roleId}`))
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(text)
    }
    await page.goto(new URL(`/apps/${applicationRowKey}/description`, page.url()).href)
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('dialog')).toContainText(`Delete ${text}?`)
    await expectHarmless(page, 'the question before deleting')
  })

test('NT-45 the pages of the tenant show what is sent to them as text', async ({
  page,
  product,
  newClient,
}) => {
  await newClient('asks-for-sign-in', (setup) => ({
    ...setup,
    description: { ...setup.description, name: markup },
    tokens: { ...setup.tokens, authMethods: ['AuthorizationCode'] },
    generalUsage: { ...setup.generalUsage, clientIdType: 'Anything', redirects: ['https://app.test/back'] },
  }))
  const query = new URLSearchParams({
    client_id: markup,
    redirect_uri: 'https://app.test/back',
    response_type: 'code',
    scope: 'openid',
    state: markup,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  })
  await page.goto(`${product.tenantUrl}/OAuth2/Authorize/asks-for-sign-in?${query.toString()}`)
  await expect(page.getByText(`to ${markup}`)).toBeVisible()
  await page.getByLabel('Login name').fill(markup)
  await page.getByLabel('Password').fill('whatever it is')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('Login name')).toHaveValue(markup)
  await expectHarmless(page, 'the sign-in page')
  query.set('redirect_uri', `https://evil.test/${markup}`)
  await page.goto(`${product.tenantUrl}/OAuth2/Authorize/asks-for-sign-in?${query.toString()}`)
  await expectHarmless(page, 'the error page of the tenant')
  const answer = new URLSearchParams({ error: markup, error_description: markup, state: markup })
  await page.goto(`${product.consoleUrl}/callback?${answer.toString()}`)
  await expectHarmless(page, 'the error page of the console')
})

test('sixty scopes stay readable', async ({ page, signIn, newClient }) => {
  const { applicationRowKey } = await newClient('many-scopes', (setup) =>
    clientSetupOf('OAuth2ServerClient').parse({
      ...setup,
      scope: {
        ...setup.scope,
        scopes: Array.from({ length: 60 }, (_, index) => ({
          name: `events:of-the-department-number-${index + 1}:read`,
          description: 'Read events',
          patterns: ['Redrock/query'],
        })),
      },
    }),
  )
  await signIn(page, `/apps/${applicationRowKey}/scope`)
  const last = page.getByRole('group', { name: 'Scope events:of-the-department-number-60:read' })
  // Those in sight are drawn; the page grows on the way to the end
  const goToLast = () =>
    expect(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
      await expect(last).toHaveCount(1, { timeout: 500 })
    }).toPass()
  await goToLast()
  await expectHarmless(page, 'sixty scopes')
  await goToLast()
  await last.getByRole('button', { expanded: false }).click()
  await expect(last.getByLabel('Name', { exact: true })).toHaveValue(
    'events:of-the-department-number-60:read',
  )
  await expectHarmless(page, 'sixty scopes, one of them open')
})
