import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright/test'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'
import { addObject } from './objects.ts'

const dialog = (page: Page) => page.getByRole('dialog')

async function saved(page: Page, format: 'CSV' | 'JSON'): Promise<Download> {
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await dialog(page)
    .getByRole('button', { name: `Save as ${format}` })
    .click()
  return download
}

const textOf = async (download: Download) => readFile(await download.path(), 'utf8')

for (const type of objectTypes)
  test(`a file has what the list of ${nouns[type].many} shows`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    const { one, many, path, list } = nouns[type]
    const made = []
    for (const each of ['a', 'b', 'c'])
      made.push(await addObject[type]({ people, newClient }, `Exported${type} ${each}`))
    await addObject[type]({ people, newClient }, `Beside ${type}`)
    await signIn(page, `${path}?q=Exported${type}&sort=-Name`)
    await expect(page.getByRole('region', { name: nouns[type].title }).locator('.row-link')).toHaveCount(3)

    const json = await saved(page, 'JSON')
    const day = /-\d{4}-\d\d-\d\d\.json$/
    expect(json.suggestedFilename()).toMatch(day)
    expect(json.suggestedFilename().replace(day, '')).toBe(many.replaceAll(' ', '-'))
    const rows = JSON.parse(await textOf(json)) as Record<string, unknown>[]
    expect(rows.map((row) => row[list.name])).toEqual(made.map(({ name }) => name).toReversed())
    expect(rows.map((row) => row['ID'])).toEqual(made.map(({ id }) => id).toReversed())
    await expect(dialog(page).getByRole('status')).toContainText(`has 3 ${many}`)
    await dialog(page).getByRole('button', { name: 'Close' }).click()
    await expect(dialog(page)).toHaveCount(0)

    const csv = await saved(page, 'CSV')
    const [head, ...lines] = (await textOf(csv)).trimEnd().split('\r\n')
    expect(head).toMatch(/^\uFEFF"ID",/)
    expect(lines).toHaveLength(3)
    for (const [index, { id, name }] of made.toReversed().entries()) {
      expect(lines[index], `a line of an ${one}`).toContain(`"${id}"`)
      expect(lines[index]).toContain(`"${name}"`)
    }
  })

test('a role cannot be a formula in a spreadsheet', async ({ page, signIn, people }) => {
  await people.addRole('@SUM(exported)')
  await signIn(page, `/roles?q=${encodeURIComponent('@SUM(exported)')}`)
  expect(await textOf(await saved(page, 'CSV'))).toContain(`"'@SUM(exported)"`)
})

test('a long export shows how far it is, and stops when it is cancelled', async ({
  page,
  signIn,
  people,
}) => {
  await people.addRole('Exported slowly')
  await signIn(page, '/roles')
  await page.getByRole('button', { name: 'Export' }).click()
  await expectAccessible(page, 'the question about a file')
  let asked = 0
  await page.route('**/api/Redrock/query', async (route) => {
    asked++
    // The second part never comes.
    if (asked > 1) return
    const reply = await route.fetch()
    const body = (await reply.json()) as { Result: object }
    await route.fulfill({ response: reply, json: { ...body, Result: { ...body.Result, FullCount: 90_000 } } })
  })
  let saves = 0
  page.on('download', () => saves++)
  await dialog(page).getByRole('button', { name: 'Save as CSV' }).click()
  await expect(dialog(page).getByText('of 90,000 roles')).toBeVisible()
  await expect(dialog(page).getByRole('progressbar', { name: 'Written' })).toHaveAttribute('max', '90000')
  await expect.poll(() => asked).toBe(2)
  await expectAccessible(page, 'a file on its way')
  const stopped = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/Redrock/query'))
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await stopped
  await expect(dialog(page)).toHaveCount(0)
  expect([asked, saves]).toEqual([2, 0])
})

test('an export that fails says why, and is tried again', async ({ page, signIn, people }) => {
  await people.addRole('Exported at last')
  await signIn(page, '/roles?q=at+last')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.route('**/api/Redrock/query', (route) => route.abort())
  await dialog(page).getByRole('button', { name: 'Save as JSON' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('The console cannot reach its server.')
  await page.unrouteAll()
  const download = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: 'Try again' }).click()
  expect(await textOf(await download)).toContain('Exported at last')
  await expect(dialog(page).getByRole('status')).toContainText('has 1 role.')
})
