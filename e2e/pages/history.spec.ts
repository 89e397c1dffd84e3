import type { Page } from 'playwright/test'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'
import { addObject } from './objects.ts'

/** A setting of each noun that nobody judges. */
const described = (page: Page) =>
  page.getByRole('textbox', { name: /Description$|Identity Provider Name$|^Scope$/ })

async function save(page: Page, reason: string) {
  await page.getByRole('button', { name: 'Review' }).click()
  const review = page.getByRole('dialog', { name: 'Review changes' })
  await review.getByLabel('Reason (optional)').fill(reason)
  await review.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // Nothing is left to be reviewed: “Saved” itself stands there for a moment only
  await expect(page.getByRole('button', { name: 'Review' })).toHaveCount(0)
}

for (const type of objectTypes) {
  const { one, path } = nouns[type]

  test(`a version of the ${one} is compared and restored: reviewed, saved with a reason, a version of its own`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    const { id } = await addObject[type]({ people, newClient }, `Kept ${type}`)
    await signIn(page, `${path}/${id}`)
    await described(page).waitFor()
    const before = await described(page).inputValue()
    await described(page).fill('Written by mistake')
    await save(page, 'Ticket 4711')

    await page.getByRole('link', { name: 'Changelog' }).click()
    await expect(page.getByText('Changed: Ticket 4711')).toBeVisible()
    const versions = page.getByRole('button', { name: /^Restore version/ })
    const restore = versions.first()
    const older = (await restore.getAttribute('aria-label'))?.replace('Restore version ', '') ?? ''
    await page.getByRole('button', { name: `Compare version ${older}`, exact: true }).click()
    const comparison = page.getByRole('dialog', { name: 'Compare versions' })
    await expect(comparison.getByRole('row', { name: /Written by mistake/ })).toBeVisible()
    await expectAccessible(page, `comparing versions of the ${one}`)
    await comparison
      .getByLabel('Version')
      .first()
      .fill(String(Number(older) + 1))
    await expect(comparison.getByText('Both have the same settings.')).toBeVisible()
    await comparison.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await restore.click()
    await expect(page.getByText(`These are the settings of version ${older}.`)).toBeVisible()
    await expect(described(page)).toHaveValue(before)
    await page.getByRole('link', { name: 'Changelog' }).click()
    await expect(versions.first()).toHaveAttribute('aria-disabled', 'true')
    await page.goBack()
    await save(page, 'It was right before')
    await page.reload()
    await expect(described(page)).toHaveValue(before)
    await page.getByRole('link', { name: 'Changelog' }).click()
    await expect(page.getByText('Changed: It was right before')).toBeVisible()
  })

  test(`the deleted ${one} is listed, and its settings come back`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    const { id, name } = await addObject[type]({ people, newClient }, `Lost ${type}`)
    await signIn(page, `${path}/${id}`)
    if (type !== 'identityProvider') {
      await described(page).fill('Worth keeping')
      await save(page, '')
    }
    const shown = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    await page.getByRole('button', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: `Delete ${name}` })
    await question.getByRole('textbox').fill(name)
    await question.getByRole('button', { name: `Delete ${one}` }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await page.getByRole('link', { name: 'Deleted', exact: true }).click()
    await page.getByRole('button', { name: `Restore ${name}`, exact: true }).click()
    if (type === 'application') {
      await page.getByRole('dialog').getByRole('button', { name: 'Add application' }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(page.getByText(`These are the settings of the deleted application ${name}.`)).toBeVisible()
      await save(page, 'It was needed')
    } else {
      await expect(page.getByText(`These are the settings of the deleted ${one} ${name}.`)).toBeVisible()
      if (type === 'device') await page.getByLabel('Password', { exact: true }).fill('typed again')
      await page.getByRole('button', { name: type === 'identityProvider' ? 'Next' : `Create ${one}` }).click()
      if (type === 'user') await page.getByRole('link', { name: 'Go to the user' }).click()
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(shown)
    if (type === 'identityProvider') return
    await page.goto(page.url().replace(/\/[^/]*$/, ''))
    await expect(described(page)).toHaveValue('Worth keeping')
  })
}

for (const type of ['application', 'role', 'group'] as const) {
  const { one, path } = nouns[type]

  test(`a copy of the ${one} begins with its settings, under another name`, async ({
    page,
    signIn,
    people,
    newClient,
  }) => {
    const { id, name } = await addObject[type]({ people, newClient }, `First ${type}`)
    await signIn(page, `${path}/${id}`)
    await described(page).fill('Worth having twice')
    await save(page, '')
    await page.getByRole('button', { name: `Make a copy ${name}` }).click()
    if (type === 'application') {
      await page.getByRole('dialog').getByRole('button', { name: 'Add application' }).click()
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await expect(page.getByText(`These are the settings of the ${one} ${name}.`)).toBeVisible()
    await expect(described(page)).toHaveValue('Worth having twice')
    if (type === 'application') await save(page, 'Another of the same')
    else await page.getByRole('button', { name: `Create ${one}` }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} (copy)`)
    await expect(page.getByText('These are the settings of')).toHaveCount(0)
    await page.goto(new URL(`${path}/${id}`, page.url()).href)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  })
}
