import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright/test'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'
import { addObject } from './objects.ts'

const code = async (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('region', { name, exact: true }).innerText()

/** Runs the command as it is copied. */
async function run(command: string, token: string | null): Promise<{ success: boolean; Result: unknown }> {
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -s`], {
    env: { ...process.env, TOKEN: token ?? '' },
  })
  return JSON.parse(stdout) as { success: boolean; Result: unknown }
}

for (const type of objectTypes)
  test(`the page of a ${nouns[type].one} is read by the command that it gives`, async ({
    page,
    signIn,
    admin,
    people,
    newClient,
  }) => {
    const { id, name } = await addObject[type]({ people, newClient }, `Copied ${type}`)
    await signIn(page, `${nouns[type].path}/${id}`)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await page.getByRole('button', { name: 'curl and JSON' }).click()
    const command = await code(page, 'curl command')
    expect(command).toContain('"Authorization: Bearer $TOKEN"')
    expect((await run(command, admin.bearer)).Result).toEqual(JSON.parse(await code(page, 'JSON')))
  })

test('what is about to be saved is saved by the command as well, once', async ({
  page,
  signIn,
  admin,
  people,
}) => {
  const id = await people.addRole('Saved by curl')
  await signIn(page, `/roles/${id}/description`)
  await page.getByRole('textbox', { name: 'Description' }).fill("Bob's $HOME, `by curl`")
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByText('As curl and JSON').click()
  const command = await code(page, 'curl command')
  await expectAccessible(page, 'the call of a review')
  expect(await run(command, admin.bearer)).toMatchObject({ success: true })
  // It names the version that the edit began with.
  expect(await run(command, admin.bearer)).toMatchObject({ success: false, ErrorCode: 'stale' })
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue("Bob's $HOME, `by curl`")
})

test('what a form would create is created by the command as well, as it stands in the form, but for its secret', async ({
  page,
  signIn,
  admin,
}) => {
  await signIn(page, '/groups/new')
  await page.getByText('As curl and JSON').click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Created by curl')
  const shown = (name: string) => page.getByRole('region', { name, exact: true }).innerText()
  await expect(page.getByRole('region', { name: 'JSON', exact: true })).toContainText('Created by curl')
  await expectAccessible(page, 'the call of a form')
  expect(await run(await shown('curl command'), admin.bearer)).toMatchObject({ success: true })

  await page.goto(new URL('/users/new', page.url()).href)
  await page.getByLabel('Login Name').fill('by-curl@acme.test')
  await page.getByLabel('Type it').check()
  await page.getByLabel('Password', { exact: true }).fill('canary-of-a-new-user')
  await page.getByText('As curl and JSON').click()
  await expect(page.getByText('Secrets that you typed are left out')).toBeVisible()
  expect(await shown('JSON')).toContain('by-curl@acme.test')
  await expect(page.getByRole('main')).not.toContainText('canary-of-a-new-user')
})

for (const [title, path] of [
  ['Routing Rules', '/routing-rules'],
  ['Group Mappings for all', '/group-mappings'],
] as const)
  test(`the page ${title} is read by the command that it gives`, async ({ page, signIn, admin }) => {
    await signIn(page, path)
    await page.getByRole('button', { name: 'curl and JSON' }).click()
    const { Result } = await run(await code(page, 'curl command'), admin.bearer)
    expect(Result).toEqual(JSON.parse(await code(page, 'JSON')))
  })

test('CL-01 no secret that is typed stands in the command', async ({ page, signIn, people }) => {
  const id = await people.addIdentityProvider('Copied without its secret')
  await signIn(page, `/identity-providers/${id}`)
  await page.getByRole('link', { name: 'Inbound Metadata' }).click()
  await page.getByLabel('Client Secret').fill('canary-of-the-copied-call')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByText('As curl and JSON').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Secrets that you typed are left out')).toBeVisible()
  expect(await code(page, 'JSON')).toContain(id)
  expect(await code(page, 'curl command')).toContain('$TOKEN')
  await expect(dialog).not.toContainText('canary-of-the-copied-call')
})

test('the dialog with a call can be read by everybody', async ({ page, signIn, newClient }) => {
  const { applicationRowKey } = await newClient('copied-call')
  await signIn(page, `/apps/${applicationRowKey}`)
  await page.getByRole('button', { name: 'curl and JSON' }).click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Copy the curl command' })).toBeVisible()
  await expectAccessible(page, 'a call to copy')
})
