import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { addObject } from './objects.ts'

for (const type of objectTypes)
  test(`deleting: a refusal about the ${nouns[type].one} stays in the dialog and loses nothing that was typed`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    const { id, name } = await addObject[type]({ people, newClient }, `Going away ${type}`)
    await signIn(page, `${nouns[type].path}/${id}`)
    const description = page.getByRole('textbox', { name: /Description$|Identity Provider Name$|^Scope$/ })
    await description.fill('Typed and not saved')

    await page.getByRole('button', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: `Delete ${name}` })
    await question.getByRole('textbox').fill(name)
    await page.route('**/api/**', (route) =>
      route.fulfill({
        json: { success: false, Result: null, Message: 'Somebody needs it.', ErrorCode: 'invalid_request' },
      }),
    )
    const remove = question.getByRole('button', { name: `Delete ${nouns[type].one}` })
    await remove.click()
    await expect(question.getByRole('alert')).toContainText('Somebody needs it.')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(description).toHaveValue('Typed and not saved')

    await page.unroute('**/api/**')
    await page.getByRole('button', { name: 'Delete' }).click()
    await question.getByRole('textbox').fill(name)
    await remove.click()
    await expect(page.getByRole('heading', { level: 1, name: nouns[type].title })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: `${name} has been deleted.` })).toBeVisible()
    await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
    // What was read of it before is forgotten
    await page.goBack()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
  })
