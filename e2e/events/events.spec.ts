import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const events = (page: Page) => page.getByRole('region', { name: 'Events' }).getByRole('row')
const search = (page: Page) => page.getByRole('search').getByLabel('Search who, what, address')

test('the log is narrowed to what happened to an object, by words and by kind, and the address holds it', async ({
  page,
  signIn,
  people,
}) => {
  const id = await people.addRole('Audited')
  await people.join('Audited', { Users: [await people.addUser('in-the-log')] })
  await signIn(page, '/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit Log' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit Log' })).toBeVisible()
  await expectAccessible(page, 'the audit log')
  await search(page).fill('audited')
  await expect(events(page).nth(1)).toContainText('Role changed')
  await expect(events(page)).toHaveCount(3)
  await page.getByLabel('What happened').selectOption('Role created')
  await expect(events(page)).toHaveCount(2)
  expect(new URL(page.url()).search).toContain('q=audited')
  await page.reload()
  await expect(events(page)).toHaveCount(2)
  await expect(page.getByLabel('What happened')).toHaveValue('Cloud.Core.Role.Create')

  await events(page).nth(1).getByRole('link', { name: 'Role created' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Role created' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Audited' })).toHaveAttribute('href', new RegExp(id))
  await expectAccessible(page, 'an event')
  await page.getByRole('link', { name: 'Back to the log' }).click()
  await expect(search(page)).toHaveValue('audited')
  await search(page).fill('nothing like that at all')
  await expect(page.getByText('No event is like that')).toBeVisible()
  await page.getByRole('link', { name: 'Show all events' }).click()
  await expect(search(page)).toHaveValue('')
})

test('a change is told in words, with the way to the Changelog and back to all events about the object', async ({
  page,
  signIn,
  admin,
  newClient,
}) => {
  const { applicationRowKey: id } = await newClient('told-in-words')
  await admin.result('/SaasManage/UpdateApplicationDE', { _RowKey: id, Description: 'For the auditors' })
  await signIn(page, `/apps/${id}/changelog`)
  await page.getByRole('link', { name: 'All events about it' }).click()
  await expect(page.getByRole('button', { name: 'One application' })).toBeVisible()
  await page.getByRole('link', { name: 'Application changed' }).first().click()
  await expect(page.getByText('For the auditors').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Changelog of this application' })).toBeVisible()
  await page.getByRole('link', { name: 'All events of this request' }).click()
  await expect(page.getByRole('button', { name: 'One request' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Application changed' })).toHaveCount(1)
})

test('a refused request tells what was expected, what came and what mends it, and is found by its ID', async ({
  page,
  signIn,
  product,
  newClient,
}) => {
  const { clientId } = await newClient('refused-here')
  const reply = await fetch(`${product.tenantUrl}/OAuth2/Token/refused-here`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId ?? '',
      client_secret: 'wrong, and long enough 7',
      scope: 'siem',
    }),
  })
  const { correlation_id: request } = (await reply.json()) as { correlation_id: string }
  await signIn(page, `/events?request=${request}`)
  await page.getByRole('link', { name: 'Token refused' }).click()
  const why = page.getByRole('region', { name: 'Why it was refused' })
  await expect(why).toContainText('Expected')
  await expect(why).toContainText('What to do')
  await expect(page.getByRole('region', { name: 'event as JSON' })).not.toContainText('long enough 7')
  await expectAccessible(page, 'a refusal')
  await page.goto(new URL('/events?request=nothing-of-the-kind', page.url()).href)
  await expect(page.getByText('No event has this request ID')).toBeVisible()
})

test('AZ-02 who may not read the log sees no way to it', async ({ page, signIn, people }) => {
  const { name } = await people.somebody(['adminportallogin', 'roleman'])
  const id = await people.addRole('Of somebody without the log')
  await signIn(page, `/roles/${id}/changelog`, { user: name, password })
  await expect(page.getByRole('main').getByText('Version 1')).toBeVisible()
  await expect(page.getByRole('link', { name: /Audit Log|All events/ })).toHaveCount(0)
  await page.goto(new URL('/events', page.url()).href)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('lacks')
})

test('the log is saved as a file as the filters leave it, and verified with a verdict', async ({
  page,
  signIn,
  people,
}) => {
  await people.addRole('Exported once')
  await signIn(page, '/events?q=exported+once')
  await expect(events(page)).toHaveCount(2)
  for (const [button, ending, first] of [
    ['Save as CSV', 'csv', '"number","id","at"'],
    ['Save as JSON lines', 'jsonl', '{"number":'],
    ['Save as CEF', 'cef', 'CEF:0|Gatewright|'],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click()
    const dialog = page.getByRole('dialog', { name: 'Export events' })
    await expect(dialog).toContainText('all events that the filters let through')
    if (ending === 'csv') await expectAccessible(page, 'the export of events')
    const saved = page.waitForEvent('download')
    await dialog.getByRole('button', { name: button }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(new RegExp(`^audit-log-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`))
    const text = await readFile(await file.path(), 'utf8')
    expect(text.replace('\uFEFF', '').startsWith(first)).toBe(true)
    expect(text.trim().split('\n')).toHaveLength(ending === 'csv' ? 2 : 1)
    expect(text).toContain('Exported once')
    await expect(dialog.getByRole('status')).toContainText('has been saved')
    await dialog.getByRole('button', { name: 'Close' }).click()
  }
  await page.getByRole('button', { name: 'Verify' }).click()
  const dialog = page.getByRole('dialog', { name: 'Verify the audit log' })
  await expectAccessible(page, 'the verification of the log')
  await dialog.getByRole('button', { name: 'Verify' }).click()
  await expect(dialog.getByRole('status')).toHaveText(
    /^[\d,]+ events and [\d,]+ versions, each as it was recorded\.$/,
  )
})
