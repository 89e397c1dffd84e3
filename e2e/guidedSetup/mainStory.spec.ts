import { execFileSync } from 'node:child_process'
import { startProduct, type Product } from '#testing/product.ts'
import { expect, test } from '../fixtures.ts'

// From the setup link to a live token that reads the events, and a change that the next token shows: one person, one sitting.

test.describe.configure({ mode: 'serial' })

const password = 'seven quiet otters 41'
let fresh: Product

test.beforeAll(async () => {
  fresh = await startProduct({ withAdministrator: false })
})
test.afterAll(() => fresh.close())

/** Runs a printed command as a person would, in a shell. */
const shell = (command: string, variables: Record<string, string> = {}): string =>
  execFileSync('sh', ['-c', command.replace(/^curl /, 'curl -sS ')], {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  })

test('the whole way: setup link, guided setup, first token, events, change', async ({ page }) => {
  test.setTimeout(120_000)
  await test.step('the setup link makes the first administrator and signs in', async () => {
    await page.goto(fresh.firstAdministratorLink ?? '')
    await expect(page).toHaveURL(`${fresh.consoleUrl}/setup`)
    await page.getByLabel('Login Name').fill('ada')
    await page.getByLabel('Suffix').fill('acme.test')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Password again', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Create administrator' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
    await expect(page.getByRole('banner')).toContainText('acme.test')
  })

  await test.step('AZ-11 the link works once', async () => {
    const stranger = await page.context().browser()?.newPage()
    await stranger?.goto(fresh.firstAdministratorLink ?? '')
    await stranger?.getByLabel('Login Name').fill('eve')
    await stranger?.getByLabel('Suffix').fill('acme.test')
    await stranger?.getByLabel('Password', { exact: true }).fill(password)
    await stranger?.getByLabel('Password again', { exact: true }).fill(password)
    await stranger?.getByRole('button', { name: 'Create administrator' }).click()
    await expect(stranger!.getByRole('heading', { name: 'This setup link cannot be used' })).toBeVisible()
    await stranger?.close()
  })

  await test.step('the catalogue has guided setup first in line', async () => {
    await page.getByRole('link', { name: 'Apps', exact: true }).click()
    await page.getByRole('link', { name: 'Add Web Apps' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Add Web Apps' })).toBeVisible()
    await page.getByRole('link', { name: 'Start guided setup: SIEM event reader' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'SIEM event reader' })).toBeVisible()
  })

  const panel = page
    .getByRole('complementary', { name: 'What this means' })
    .or(page.getByRole('region', { name: 'What this means' }))

  await test.step('the panel shows the token that the unsaved values would give', async () => {
    await page.getByLabel('Application ID').fill('siem-reader')
    await page.getByLabel('Application Name').fill('Event reader')
    await expect(panel.getByText('"siem-reader@acme.test"').first()).toBeVisible()
    await expect(panel).toContainText('It lives 5 hours')
    await expect(panel).toContainText('Redrock/query')
  })

  await test.step('every step is filled in; review says what will be created', async () => {
    for (const name of ['General Usage', 'Tokens', 'Scope', 'User Access', 'Review']) {
      await page.getByRole('button', { name: `Next: ${name}` }).click()
      await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()
    }
    await expect(page.getByText('The service user siem-reader@acme.test', { exact: false })).toBeVisible()
    await expect(page.getByText('Read Only System Administration').first()).toBeVisible()
  })

  await test.step('a double click makes one client', async () => {
    await page.getByRole('button', { name: 'Create' }).dblclick()
    await expect(page.getByRole('heading', { level: 1, name: 'Event reader is ready' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'First token' }).locator('..')).toContainText(
      'Waiting for the first token',
    )
  })

  let accessToken = ''
  let tokenCommand = ''
  await test.step('the printed command gets a token, and the page notices', async () => {
    tokenCommand = await page.getByRole('region', { name: 'token command' }).innerText()
    const reply = JSON.parse(shell(tokenCommand)) as {
      access_token: string
      expires_in: number
      scope: string
      token_type: string
    }
    expect(reply).toMatchObject({ token_type: 'Bearer', expires_in: 18_000, scope: 'siem' })
    accessToken = reply.access_token
    expect(claimsOf(accessToken)).toMatchObject({
      iss: `${fresh.tenantUrl}/siem-reader/`,
      aud: 'siem-reader@acme.test',
      unique_name: 'siem-reader@acme.test',
      scope: 'siem',
    })
    await expect(page.getByText('The first token was issued')).toBeVisible()
  })

  await test.step('with it the printed query reads the events, this creation among them', async () => {
    const command = await page.getByRole('region', { name: 'events command' }).innerText()
    const { success, Result } = JSON.parse(shell(command, { TOKEN: accessToken })) as {
      success: boolean
      Result: { Results: { Row: { EventType: string; NormalizedUser: string } }[] }
    }
    expect(success).toBe(true)
    expect(Result.Results.map(({ Row }) => Row)).toContainEqual(
      expect.objectContaining({
        EventType: 'Cloud.Saas.Application.Create',
        NormalizedUser: 'ada@acme.test',
      }),
    )
  })

  await test.step('any other call is refused with insufficient_scope, a bad token with 401', async () => {
    const call = (path: string, token: string) =>
      fetch(`${fresh.tenantUrl}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: '{}',
      })
    const other = await call('/Security/WhoAmI', accessToken)
    expect(other.status).toBe(403)
    expect(other.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"')
    expect((await call('/Redrock/query', `${accessToken}x`)).status).toBe(401)
  })

  await test.step('CL-01 the secret is gone after leaving the page', async () => {
    const secret = (await page.getByRole('group', { name: 'Client secret' }).innerText()).trim()
    expect(secret).toMatch(/^[A-Za-z0-9]{43}$/)
    await page.getByRole('link', { name: 'Open the application' }).click()
    await page.getByRole('button', { name: 'Leave' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Event reader', exact: true })).toBeVisible()
    await page.goBack()
    await expect(page.getByText('was shown here once and is gone')).toBeVisible()
    await expect(page.locator('body')).not.toContainText(secret)
    const kept = await page.evaluate(() =>
      JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        location.href,
        history.state,
      ]),
    )
    expect(kept).not.toContain(secret)
  })

  await test.step('a change is reviewed in words and counts for the next token', async () => {
    await page.getByRole('link', { name: 'Apps', exact: true }).click()
    await page.getByRole('link', { name: 'Event reader' }).click()
    await page.getByRole('link', { name: 'Tokens' }).click()
    await page.getByLabel('Token Lifetime, hours').fill('1')
    await page.getByRole('button', { name: 'Review' }).click()
    const review = page.getByRole('dialog', { name: 'Review changes' })
    await expect(review).toContainText('Token Lifetime')
    await expect(review).toContainText('5 hours')
    await expect(review).toContainText('1 hour')
    await review.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved')).toBeVisible()
    await page.getByRole('link', { name: 'Changelog' }).click()
    const latest = page.getByRole('main').getByRole('listitem').first()
    await expect(latest).toContainText('ada@acme.test')
    await expect(latest).toContainText('Token Lifetime')
    await expect(latest).toContainText('1 hour')
    const reply = JSON.parse(shell(tokenCommand)) as { expires_in: number }
    expect(reply.expires_in).toBe(3600)
  })

  await test.step('Home has ticked the first steps, and leads to what was refused', async () => {
    await page.getByRole('link', { name: 'Home', exact: true }).click()
    const steps = page.getByRole('region', { name: 'First steps 3 of 4 done' })
    await expect(steps.getByRole('heading', { name: 'The first event read (done)' })).toBeVisible()
    await expect(
      steps.getByRole('heading', { name: 'A second System Administrator (not done yet)' }),
    ).toBeVisible()
    await page.getByRole('link', { name: /requests? (was|were) refused in the last day/ }).click()
    await expect(page.getByRole('table').getByText('Refused').first()).toBeVisible()
  })
})

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown
}
