import type { Page } from 'playwright/test'
import { administrator } from '#testing/administrator.ts'
import { ageSignIns } from '#testing/ageSignIns.ts'
import { rightPath, type Right } from '#schema/right.ts'
import { password } from '#testing/people.ts'
import { expectAccessible as lookAt } from '../pages/look.ts'
import { expect, test } from '../fixtures.ts'

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Confirm that it is you' })

/** Opens the window of the tenant's page from the dialog. */
async function openWindow(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page')
  await dialog(page).getByRole('button', { name: 'Confirm', exact: true }).click()
  const popup = await opened
  await expect(popup.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible()
  return popup
}

async function give(popup: Page, secret: string) {
  await popup.getByLabel('Password').fill(secret)
  await popup.getByRole('button', { name: 'Confirm' }).click()
}

test('BF-14 changing rights long after the sign-in asks who it is, loses nothing, and goes on by itself', async ({
  page,
  signIn,
  people,
  admin,
  product,
}) => {
  const id = await people.addRole('Asked about', ['monitor'])
  const rightsOf = async () => {
    const { Results } = await admin.result<{ Results: { Row: { Path: string } }[] }>(
      '/Core/GetAssignedAdministrativeRights',
      { role: id },
    )
    return Results.map(({ Row }) => Row.Path)
  }
  await signIn(page, `/roles/${id}/rights`)
  ageSignIns(product, 6)
  const save = async () => {
    await page.getByRole('button', { name: 'Review' }).click()
    await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Give rights' }).click()
  }
  await page.getByRole('checkbox', { name: 'Report Management' }).check()
  await page.getByRole('link', { name: 'Description' }).click()
  await page.getByLabel('Description').fill('Typed before the question')
  await save()

  await expect(dialog(page)).toContainText(administrator.user)
  await lookAt(page, 'confirm')
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert')).toContainText('Nothing was changed')
  await expect(page.getByLabel('Description')).toHaveValue('Typed before the question')
  expect(await rightsOf()).toEqual([rightPath('monitor' satisfies Right)])

  await save()
  const popup = await openWindow(page)
  await lookAt(popup, 'confirm-page')
  await expect(popup.getByLabel('Login name')).toHaveValue(administrator.user)
  await give(popup, 'a wrong password')
  await expect(popup.getByRole('alert')).toContainText('wrong')
  await lookAt(page, 'confirm-waiting')
  const cookies = async () =>
    (await page.context().cookies()).find(({ name }) => name === 'gatewright-session')
  const before = await cookies()
  await give(popup, administrator.password)

  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByText('Saved')).toBeVisible()
  expect((await rightsOf()).toSorted()).toEqual([rightPath('monitor'), rightPath('reportman')])
  await expect(page.getByLabel('Description')).toHaveValue('Typed before the question')
  await expect.poll(() => popup.isClosed()).toBe(true)
  expect((await cookies())?.value).not.toBe(before?.value)
})

test('BF-14 nobody else can confirm it', async ({ page, signIn, people, product }) => {
  const { name } = await people.somebody(['roleman', 'adminportallogin'])
  const id = await people.addRole('Of two people')
  await signIn(page, `/roles/${id}`)
  ageSignIns(product, 6)
  await page.getByLabel('Description').fill('Another one')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
  const popup = await openWindow(page)
  await popup
    .getByLabel('Login name')
    .evaluate((field: HTMLInputElement, other) => (field.value = other), name)
  await give(popup, password)
  await expect(popup.getByRole('alert')).toContainText(`Only ${administrator.user} can confirm this`)
  await give(popup, administrator.password)
  await expect(page.getByText('Saved')).toBeVisible()
})

test('BF-14 where no window opens it is confirmed in this one, and what was typed comes back', async ({
  page,
  signIn,
  people,
  product,
}) => {
  const id = await people.addRole('Without windows')
  await signIn(page, `/roles/${id}`)
  ageSignIns(product, 6)
  await page.evaluate(() => {
    window.open = () => null
  })
  await page.getByLabel('Description').fill('Typed without windows')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
  await dialog(page).getByRole('button', { name: 'Confirm', exact: true }).click()
  await dialog(page).getByRole('button', { name: 'Confirm in this window' }).click()
  await give(page, administrator.password)
  await expect(page.getByLabel('Description')).toHaveValue('Typed without windows')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog', { name: 'Review changes' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
})
