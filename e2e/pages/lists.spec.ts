import type { Page } from 'playwright/test'
import { nouns, objectTypes, type ObjectType } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { addObject } from './objects.ts'

for (const type of objectTypes) {
  const { one, title, path } = nouns[type]
  const table = (page: Page) => page.getByRole('region', { name: title })
  const search = (page: Page) => page.getByRole('searchbox', { name: `Search ${title.toLowerCase()}` })

  test(`PB-13 PB-08 the way back from the ${one} leads to the same list, at its row`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    const made = []
    for (const each of ['a', 'b', 'c'])
      made.push(await addObject[type]({ people, newClient }, `Wayback${type} ${each}`))
    const [, second, third] = made.map(({ name }) => name)
    await signIn(page, path)
    await search(page).fill(`WAYBACK${type.toUpperCase()} `)
    await expect(table(page).locator('.row-link')).toHaveCount(3)
    await page.getByRole('button', { name: nameTitle(type), exact: true }).click()
    await expect(page.getByRole('columnheader', { name: nameTitle(type), exact: true })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(`WAYBACK${type.toUpperCase()}`)
    const address = page.url()

    const opened = page.getByRole('link', { name: second, exact: true })
    await opened.click()
    await expect(page.getByRole('heading', { level: 1, name: second })).toBeVisible()
    await page.goBack()
    await expect(opened).toBeFocused()
    expect(page.url()).toBe(address)

    await opened.click()
    await page.getByRole('button', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: `Delete ${second}` })
    await question.getByRole('textbox').fill(second ?? '')
    await question.getByRole('button', { name: `Delete ${one}` }).click()
    await expect(page.getByRole('status').filter({ hasText: `${second} has been deleted.` })).toBeVisible()
    await expect(page.getByRole('link', { name: third, exact: true })).toBeFocused()
    expect(page.url()).toBe(address)
  })

  // Made here, a group has a name and no other text
  if (type !== 'group')
    test(`PB-17 the text of a cell of ${title.toLowerCase()} is selected by mouse, and a click on it opens the row`, async ({
      page,
      signIn,
      people,
      newClient,
    }) => {
      const { name } = await addObject[type]({ people, newClient }, `Selected ${type}`)
      await signIn(page, `${path}?q=${encodeURIComponent(name)}`)
      const row = page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
      const selected = () => page.evaluate(() => getSelection()?.toString().trim())
      const text = row.locator('td:not(:first-of-type) > div').filter({ hasText: /\w/ }).first()
      // Again where the page moved under the pointer while it was still loading
      await expect(async () => {
        // Where its letters are: an icon may stand before them
        const box = await text.evaluate((cell) => {
          const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
          while (walker.nextNode() && !/\w/.test(walker.currentNode.textContent ?? ''));
          const range = document.createRange()
          range.selectNodeContents(walker.currentNode)
          const { x, y, width, height } = range.getBoundingClientRect()
          return { x, y, width, height }
        })
        const middle = box.y + Math.min(box.height, 20) / 2
        await page.mouse.move(box.x + 1, middle)
        await page.mouse.down()
        await page.mouse.move(box.x + box.width - 1, middle, { steps: 5 })
        await page.mouse.up()
        expect(await selected()).not.toBe('')
      }).toPass()
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await page.evaluate(() => getSelection()?.removeAllRanges())
      await text.click()
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    })

  test(`PB-17 ${title.toLowerCase()} are sorted by their name in both directions, and as before`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    for (const each of ['b', 'a', 'c']) await addObject[type]({ people, newClient }, `Sorted${type} ${each}`)
    await signIn(page, `${path}?q=sorted${type.toLowerCase()}`)
    const names = () => table(page).locator('.row-link').allInnerTexts()
    const heading = page.getByRole('button', { name: nameTitle(type), exact: true })
    await expect(table(page).locator('.row-link')).toHaveCount(3)
    const usual = await names()
    const column = page.getByRole('columnheader', { name: nameTitle(type), exact: true })
    await heading.click()
    await expect(column).toHaveAttribute('aria-sort', 'ascending')
    await expect.poll(names).toEqual(usual.toSorted())
    await heading.click()
    await expect(column).toHaveAttribute('aria-sort', 'descending')
    await expect.poll(names).toEqual(usual.toSorted().toReversed())
    await page.reload()
    await expect.poll(names).toEqual(usual.toSorted().toReversed())
    await heading.click()
    await expect.poll(() => new URL(page.url()).searchParams.has('sort')).toBe(false)
    await expect.poll(names).toEqual(usual)
  })
}

const nameTitle = (type: ObjectType) => (type === 'user' ? 'Login Name' : 'Name')

test('PB-12 where the browser does not let a page copy, it says so and the text is selected', async ({
  page,
  signIn,
  newClient,
}) => {
  const { applicationRowKey } = await newClient('uncopied')
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await signIn(page, `/apps/${applicationRowKey}`)
  const copy = page.getByRole('button', { name: /^Copy / }).first()
  await copy.click()
  await expect(page.getByRole('alert')).toContainText('did not allow this page to copy')
  const text = page.getByRole('textbox', { name: 'Text to copy' })
  await expect(text).toBeFocused()
  const value = await text.inputValue()
  expect(value).not.toBe('')
  expect(
    await text.evaluate((field: HTMLInputElement) =>
      field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0),
    ),
  ).toBe(value)
  await page.keyboard.press('Escape')
  await expect(text).toHaveCount(0)
  await expect(copy).toBeFocused()
})
