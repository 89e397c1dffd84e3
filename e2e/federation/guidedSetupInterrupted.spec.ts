import type { Page } from 'playwright/test'
import { password } from '#testing/people.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'

const heading = (page: Page, step: string) => page.locator('#setup-step', { hasText: step })
const title = (page: Page) => page.getByRole('heading', { level: 1 })
const draftSaved = (page: Page) => expect(page.getByText('Draft saved')).toBeVisible()

async function goOn(page: Page, ...to: string[]) {
  for (const step of to) {
    await page.getByRole('button', { name: `Next: ${step}` }).click()
    await expect(heading(page, step)).toBeVisible()
  }
}

/** Begins with a name. */
async function begin(page: Page, name: string) {
  await page.getByLabel('External Identity Provider Name').fill(name)
  await goOn(page, 'Outbound Metadata')
  await expect(title(page)).toHaveText(name)
}

const middle = [
  'Inbound Metadata',
  'Authentication',
  'Group Mappings',
  'Routing rule',
  'Test sign-in',
  'Switch on',
]

test('each step is there after loading the page again, by Back and by Forward', async ({
  page,
  signIn,
  people,
}) => {
  const { name } = await people.somebody(['adminportallogin', 'fedman'])
  await signIn(page, '/identity-providers/new', { user: name, password })
  await begin(page, 'Interrupted')
  for (const step of middle) {
    await goOn(page, step)
    await page.reload()
    await expect(heading(page, step)).toBeVisible()
    await expect(page.getByText('What you had typed is back')).toHaveCount(0)
  }
  for (const step of middle.slice(0, -1).reverse()) {
    await page.goBack()
    await expect(heading(page, step)).toBeVisible()
  }
  for (const step of middle.slice(1)) {
    await page.goForward()
    await expect(heading(page, step)).toBeVisible()
  }
  await page.getByRole('button', { name: 'Leave it off' }).click()
  await expect(title(page)).toHaveText('Interrupted is not ready yet')
  await page.goBack()
  await expect(heading(page, 'Switch on')).toBeVisible()
  await page.goForward()
  await expect(title(page)).toHaveText('Interrupted is not ready yet')
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(title(page)).toHaveText('Home')
  await expect(page.getByText('Go on where you stopped')).toHaveCount(0)
})

test('what was typed and passed over is saved at the end, the rule too', async ({ page, signIn, admin }) => {
  await signIn(page, '/identity-providers/new')
  await begin(page, 'Passed over')
  await goOn(page, ...middle)
  const step = (name: string) => page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name })
  await step('Routing rule').click()
  await page.getByLabel('Domain').fill('passed.test')
  await step('Inbound Metadata').click()
  await page.getByLabel('Client ID', { exact: true }).fill('passed over')
  await step('Switch on').click()
  await page.getByRole('button', { name: 'Leave it off' }).click()
  await expect(title(page)).toHaveText('Passed over is not ready yet')
  await expect(page.getByRole('list', { name: 'What is there and what lacks' })).toContainText('passed.test')
  const { Rules } = await admin.result<{ Rules: { Domain: string }[] }>('/Gatewright/RoutingRules/Get')
  expect(Rules.filter(({ Domain }) => Domain === 'passed.test')).toHaveLength(1)
  // From the last page on, where one was
  await page.getByRole('link', { name: 'Fill in Inbound Metadata' }).click()
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue('passed over')
})

test('two tabs on the same guided setup: the later one is told, and nothing is lost', async ({
  page,
  signIn,
  context,
}) => {
  await signIn(page, '/identity-providers/new')
  await begin(page, 'In two tabs')
  await goOn(page, 'Inbound Metadata')
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(heading(other, 'Inbound Metadata')).toBeVisible()
  await other.getByLabel('Client ID', { exact: true }).fill('of the other tab')
  await page.getByLabel('Client ID', { exact: true }).fill('of the first tab')
  await goOn(other, 'Authentication')
  await page.getByRole('button', { name: 'Next: Authentication' }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('of the other tab')
  await expect(question).toContainText('of the first tab')
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue('of the first tab')
})

test('a session that ends in the middle costs nothing but signing in again', async ({
  page,
  signIn,
  people,
}) => {
  const { name } = await people.somebody(['adminportallogin', 'fedman'])
  const person = { user: name, password }
  await signIn(page, '/identity-providers/new', person)
  await page.getByLabel('External Identity Provider Name').fill('Ended')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Next: Outbound Metadata' }).click()
  const ended = page.getByRole('dialog', { name: 'Your session has ended' })
  await ended.getByRole('button', { name: 'Sign in again' }).click()
  await fillInSignIn(page, person)
  await expect(page.getByLabel('External Identity Provider Name')).toHaveValue('Ended')
  await goOn(page, 'Outbound Metadata', 'Inbound Metadata')
  await page.getByLabel('Client ID', { exact: true }).fill('typed before the end')
  await page.getByLabel('Client Secret').fill('never-in-a-draft-1234')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Next: Authentication' }).click()
  await ended.getByRole('button', { name: 'Sign in again' }).click()
  await fillInSignIn(page, person)
  await expect(heading(page, 'Inbound Metadata')).toBeVisible()
  await expect(page.getByText('What you had typed is back')).toBeVisible()
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue('typed before the end')
  await expect(page.getByLabel('Client Secret')).toHaveValue('')
})

test('an identity provider that somebody else deletes meanwhile is told in words', async ({
  page,
  signIn,
  admin,
}) => {
  await signIn(page, '/identity-providers/new')
  await begin(page, 'Deleted meanwhile')
  await goOn(page, 'Inbound Metadata')
  await page.getByLabel('Client ID', { exact: true }).fill('too late')
  await draftSaved(page)
  const id = /setup\/([0-9a-f-]+)/.exec(page.url())?.[1]
  await admin.result('/Gatewright/IdentityProviders/Delete', { ID: id })
  await page.getByRole('button', { name: 'Next: Authentication' }).click()
  await expect(page.getByRole('alert')).toContainText('does not exist')
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue('too late')
  await page.reload()
  await expect(title(page)).toHaveText('There is nothing at this address')
  await page.getByRole('link', { name: 'Go to Home' }).click()
  const draft = page.getByRole('region', { name: 'Drafts' }).getByRole('row', { name: 'Deleted meanwhile' })
  await expect(draft).toContainText('Its identity provider was deleted.')
  await expect(draft.getByRole('link')).toHaveCount(0)
  await page.getByRole('button', { name: 'Delete the draft Deleted meanwhile' }).click()
  await expect(draft).toHaveCount(0)
})

test('who may only look is led through it, and changes nothing', async ({ page, signIn, people }) => {
  const id = await people.addIdentityProvider('Only looked at')
  const { name } = await people.somebody(['adminportallogin', 'monitor'])
  await signIn(page, `/identity-providers/setup/${id}`, { user: name, password })
  await expect(page.getByText('You may look at identity providers, not set them up.')).toBeVisible()
  await goOn(page, ...middle)
  await expect(page.getByRole('button', { name: 'Switch on', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await page.getByRole('button', { name: 'Leave it off' }).click()
  await expect(title(page)).toHaveText('Only looked at is not ready yet')
})
