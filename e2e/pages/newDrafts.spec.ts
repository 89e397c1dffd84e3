import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'

// What is begun with guided setup has tests of its own.
const added = objectTypes.filter((type) => type !== 'application' && type !== 'identityProvider')

for (const type of added) {
  const { one, path } = nouns[type]
  test(`a new ${one} that is not finished is found again after a reload, on another computer, and is gone once it is made or discarded`, async ({
    page,
    elsewhere,
    signIn,
  }) => {
    const name = `unfinished-${type}`
    const first = page.getByRole('main').getByRole('textbox').first()
    await signIn(page, `${path}/new`)
    await first.fill(name)
    await expect(page.getByText('Draft saved')).toBeVisible()
    await expect(page).toHaveURL(/draft=/)
    await page.reload()
    await expect(page.getByText('What you had typed is back')).toBeVisible()
    await expect(first).toHaveValue(name)

    await page.getByRole('link', { name: 'Home', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
    const other = await elsewhere()
    await signIn(other, '/')
    await other.getByRole('region', { name: 'Drafts' }).getByRole('link', { name }).click()
    await expect(other.getByRole('main').getByRole('textbox').first()).toHaveValue(name)

    await other.getByRole('button', { name: 'Discard draft' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click()
    await expect(other).toHaveURL(new RegExp(`${path}$`))
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
    await expect(page.getByRole('link', { name })).toHaveCount(0)
  })
}

test('a draft ends with what is made of it, and holds no secret', async ({ page, admin, signIn }) => {
  await signIn(page, '/users/new')
  await page.getByLabel('Login Name').fill('made-of-a-draft@acme.test')
  await page.getByLabel('Type it').check()
  await page.getByLabel('Password', { exact: true }).fill('seven typed otters 77')
  await expect(page.getByText('Draft saved')).toBeVisible()
  const drafts = await admin.result<{ id: string; title: string }[]>('/Gatewright/Drafts/List')
  const draft = drafts.find(({ title }) => title === 'made-of-a-draft@acme.test')
  const kept = await admin.result('/Gatewright/Drafts/Get', { id: draft?.id })
  expect(JSON.stringify(kept)).not.toContain('otters')
  await page.getByLabel('Password again', { exact: true }).fill('seven typed otters 77')
  await page.getByRole('button', { name: 'Create user' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'made-of-a-draft@acme.test' })).toBeVisible()
  await expect
    .poll(async () => (await admin.result<{ id: string }[]>('/Gatewright/Drafts/List')).map(({ id }) => id))
    .not.toContain(draft?.id)
})

test('what is typed after a draft could not be discarded is kept', async ({ page, admin, signIn }) => {
  await signIn(page, '/roles/new')
  const first = page.getByRole('main').getByRole('textbox').first()
  await first.fill('not discarded')
  await expect(page.getByText('Draft saved')).toBeVisible()
  await page.route('**/Drafts/Delete', (route) => route.abort())
  await page.getByRole('button', { name: 'Discard draft' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Discard draft' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await expect(dialog).toHaveCount(0)
  await first.fill('typed since')
  await expect
    .poll(async () =>
      (await admin.result<{ title: string }[]>('/Gatewright/Drafts/List')).map(({ title }) => title),
    )
    .toContain('typed since')
})
