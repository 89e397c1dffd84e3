import type { Page } from 'playwright/test'
import type { ApiClient } from '#testing/apiClient.ts'
import { password } from '#testing/people.ts'
import { expect, test } from '../fixtures.ts'
import {
  draftSaved,
  fillInDescription,
  goOnTo,
  heading,
  guidedSetupPath,
  guidedSetupRights,
  stepButton,
  typeSecret,
} from './wizard.ts'

type Draft = { id: string; title: string; body: unknown }

const draftsOf = async (client: ApiClient): Promise<Draft[]> => {
  const list = await client.result<{ id: string }[]>('/Gatewright/Drafts/List')
  return Promise.all(list.map(({ id }) => client.result<Draft>('/Gatewright/Drafts/Get', { id })))
}

const draftOnHome = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Drafts' }).getByRole('link', { name: title })

test('a half-filled form is there after loading the page again, its secret excepted', async ({
  page,
  signIn,
  people,
}) => {
  const { name, client } = await people.somebody(guidedSetupRights)
  await signIn(page, guidedSetupPath, { user: name, password })
  await fillInDescription(page, { id: 'half-filled', name: 'Half filled' })
  await goOnTo(page, 'User Access')
  await typeSecret(page, 'onlyInThisForm123456')
  await draftSaved(page)
  expect(await draftsOf(client)).toMatchObject([{ title: 'Half filled' }])
  expect(JSON.stringify(await draftsOf(client)), 'CL-01').not.toContain('onlyInThisForm')

  await page.reload()
  await expect(page.getByText('This is your draft, where you left it.')).toBeVisible()
  await expect(heading(page, 'User Access')).toBeVisible()
  await expect(page.getByLabel('Type it')).toBeChecked()
  await expect(page.getByLabel('Secret', { exact: true })).toHaveValue('')
  await stepButton(page, 'Description').click()
  await expect(page.getByLabel('Application ID')).toHaveValue('half-filled')
  await expect(page.getByLabel('Application Name')).toHaveValue('Half filled')
})

test('leaving in the middle of a word keeps it; another computer goes on with it; discard deletes it', async ({
  page,
  signIn,
  elsewhere,
  people,
}) => {
  const { name, client } = await people.somebody(guidedSetupRights)
  const person = { user: name, password }
  await signIn(page, guidedSetupPath, person)
  await fillInDescription(page, { id: 'left', name: 'Left behind' })
  await page.goto('about:blank')

  const other = await elsewhere()
  await signIn(other, '/', person)
  await draftOnHome(other, 'Left behind').click()
  await expect(other.getByRole('heading', { level: 1, name: 'SIEM event reader' })).toBeVisible()
  await expect(other.getByLabel('Application ID')).toHaveValue('left')

  await other.getByLabel('Application ID').fill('left-and-found')
  await draftSaved(other)
  await other.getByRole('button', { name: 'Discard draft' }).click()
  const question = other.getByRole('dialog', { name: 'Discard this draft?' })
  await question.getByRole('button', { name: 'Keep it' }).click()
  expect(await draftsOf(client)).toHaveLength(1)
  await other.getByRole('button', { name: 'Discard draft' }).click()
  await question.getByRole('button', { name: 'Discard draft' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible()
  expect(await draftsOf(client)).toEqual([])
  await other.getByRole('link', { name: 'Home' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(other.getByText('Go on where you stopped')).toHaveCount(0)
})

test('an unfinished form is offered when guided setup is opened anew', async ({ page, signIn, people }) => {
  const { name } = await people.somebody(guidedSetupRights)
  await signIn(page, guidedSetupPath, { user: name, password })
  await fillInDescription(page, { id: 'offered', name: 'To be offered' })
  await draftSaved(page)
  await page.getByRole('link', { name: 'Apps', exact: true }).click()
  await page.getByRole('link', { name: 'Guided setup', exact: true }).click()
  await expect(page.getByText('You have a draft, “To be offered”')).toBeVisible()
  await page.getByRole('link', { name: 'Go on with it' }).click()
  await expect(page.getByLabel('Application ID')).toHaveValue('offered')
})

test('after Create the draft is gone', async ({ page, signIn, people }) => {
  const { name, client } = await people.somebody(guidedSetupRights)
  await signIn(page, guidedSetupPath, { user: name, password })
  await fillInDescription(page, { id: 'finished', name: 'Finished' })
  await draftSaved(page)
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Finished is ready' })).toBeVisible()
  await expect.poll(() => draftsOf(client)).toEqual([])
})

test('BF-03 a draft is seen by the person who typed it and nobody else', async ({
  page,
  signIn,
  elsewhere,
  people,
}) => {
  const [one, two] = [await people.somebody(guidedSetupRights), await people.somebody(guidedSetupRights)]
  await signIn(page, guidedSetupPath, { user: one.name, password })
  await fillInDescription(page, { id: 'mine-alone', name: 'Mine alone' })
  await draftSaved(page)
  const address = page.url()

  const other = await elsewhere()
  await signIn(other, '/', { user: two.name, password })
  await expect(other.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  await expect(other.getByText('Mine alone')).toHaveCount(0)
  await other.goto(address)
  await expect(other.getByLabel('Application ID')).toHaveValue(/^siem-reader/)
  await expect(other.getByText('Mine alone')).toHaveCount(0)
  await other.getByLabel('Application Name').fill('Of the other one')
  await draftSaved(other)
  expect(await draftsOf(one.client)).toMatchObject([{ title: 'Mine alone' }])
})
