import type { Page } from 'playwright/test'
import { ApiClient } from '#testing/apiClient.ts'
import { tokenOf } from '#testing/clientSetup.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

type Keys = { keys: { kid: string; state: string; signsFrom: number }[]; everyDays: number }

const rows = (page: Page) => page.getByRole('list', { name: 'Signing keys' }).getByRole('listitem')
const row = (page: Page, state: string) => rows(page).filter({ hasText: state })

test('a key is rotated: it waits, shows when it takes over, is moved and taken back', async ({
  page,
  signIn,
  admin,
}) => {
  const list = () => admin.result<Keys>('/Gatewright/Keys/List')
  const waiting = async () => (await list()).keys.find(({ state }) => state === 'upcoming')
  await signIn(page, '/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Keys' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Keys' })).toBeVisible()
  await expect(row(page, 'Signing')).toContainText('Stops when a newer key takes over.')

  await page.getByRole('button', { name: 'Rotate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate the signing key' })
  await expect(dialog).toContainText('No token is refused because of it')
  await expectAccessible(page, 'the question before rotating')
  await dialog.getByRole('button', { name: 'Rotate' }).click()
  await expect(row(page, 'Waiting')).toContainText(/Starts to sign in (9|10) minutes/)
  await expect(row(page, 'Signing')).toContainText(
    /Stops in (9|10) minutes. Stays published until \d+ \w+ \d{4}/,
  )
  const made = await waiting()
  await expect(row(page, 'Waiting').getByTitle(made?.kid ?? '')).toBeVisible()
  await expectAccessible(page, 'the keys while one waits')

  await page.getByRole('button', { name: 'Rotate' }).click()
  await expect(dialog).toContainText('A newer key is published already')
  await dialog.getByLabel('At a moment of my choice').check()
  const moment = dialog.getByLabel('Date and time')
  await moment.fill('2020-01-01T00:00')
  await dialog.getByRole('button', { name: 'Rotate' }).click()
  await expect(moment).toHaveAccessibleDescription(/Too early/)
  const chosen = new Date(Date.now() + 5 * 86_400_000)
  chosen.setHours(12, 30, 0, 0)
  const pad = (value: number) => String(value).padStart(2, '0')
  await moment.fill(`${chosen.getFullYear()}-${pad(chosen.getMonth() + 1)}-${pad(chosen.getDate())}T12:30`)
  await dialog.getByRole('button', { name: 'Rotate' }).click()
  await expect(row(page, 'Waiting')).toContainText(/Starts to sign in (4|5) days/)
  expect(await waiting()).toMatchObject({ kid: made?.kid, signsFrom: chosen.getTime() })

  await row(page, 'Waiting').getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back key' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row(page, 'Waiting')).toHaveCount(0)
  await expect(row(page, 'Signing')).toContainText('Stops when a newer key takes over.')
})

test('how often a new key takes over is reviewed and saved', async ({ page, signIn, admin }) => {
  await signIn(page, '/settings/keys')
  await page.getByLabel('Rotation').selectOption('Every 30 days')
  await page.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await expect(review).toContainText('Rotation')
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await expect(page.getByText(/The next key takes over by itself on \d+ \w+ \d{4}/)).toBeVisible()
  expect((await admin.result<Keys>('/Gatewright/Keys/List')).everyDays).toBe(30)
  await page.reload()
  await expect(page.getByLabel('Rotation')).toHaveValue('30')
})

test('replacing says what follows, and then it does: tokens end, and the console asks to sign in again', async ({
  page,
  signIn,
  product,
  newClient,
  admin,
}) => {
  const client = await newClient('replaced')
  const token = async () => {
    const { body } = await tokenOf(product.tenantUrl, client, { scope: 'siem' })
    return new ApiClient(product.tenantUrl, String(body['access_token']))
  }
  const status = async (program: ApiClient) =>
    (await program.post('/Redrock/query', { Script: 'select ID from Event' })).status
  const before = await token()
  expect(await status(before)).toBe(200)

  await signIn(page, '/settings/keys')
  await page.getByRole('button', { name: 'Replace now' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replace every key now' })
  for (const follows of [
    /token that was issued so far is refused/,
    /Everybody signs in/,
    /bring the revoked keys back/,
  ])
    await expect(dialog).toContainText(follows)
  await expectAccessible(page, 'the question before replacing')
  await dialog.getByRole('button', { name: 'Revoke and replace' }).click()
  const ended = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(ended).toBeVisible()
  expect(await status(before)).toBe(401)
  expect(await status(await token())).toBe(200)

  await ended.getByRole('button', { name: 'Sign in again' }).click()
  await expect(row(page, 'Revoked').first()).toContainText('Nothing that it signed is accepted')
  await expect(row(page, 'Signing')).toHaveCount(1)
  await expectAccessible(page, 'the keys after replacing')
  const events = await admin.result<{ Results: { Row: { NormalizedUser: string } }[] }>('/Redrock/query', {
    Script: "select NormalizedUser from Event where EventType = 'Cloud.Core.Key.Replace'",
  })
  expect(events.Results.map(({ Row }) => Row.NormalizedUser)).toContain('ada@acme.test')
})

test('who may only look sees the keys and why nothing can be done', async ({ page, signIn, people }) => {
  const { name } = await people.somebody(['monitor', 'adminportallogin'])
  await signIn(page, '/settings/keys', { user: name, password })
  await expect(row(page, 'Signing')).toBeVisible()
  for (const action of ['Rotate', 'Replace now']) {
    const button = page.getByRole('button', { name: action })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAccessibleDescription('That needs the role “System Administrator”.')
  }
  await expect(page.getByRole('group', { name: 'Rotation' })).toHaveText(/\w/)
  await expect(page.getByRole('main').locator('input, select, textarea')).toHaveCount(0)
  await expect(page.getByText('You may look at the keys, not change them')).toBeVisible()
})
