import type { Right } from '#schema/right.ts'
import { expect, type Locator, type Page } from 'playwright/test'

/** Guided setup as a person goes through it. */

export const guidedSetupPath = '/apps/setup/siem'

/** What somebody needs who sets clients up: these rights, and the one that the client is given. */
export const guidedSetupRights: Right[] = ['adminportallogin', 'appman', 'dsman', 'roleman', 'monitor']

export const steps = ['Description', 'General Usage', 'Tokens', 'Scope', 'User Access', 'Review'] as const
type Step = (typeof steps)[number]

export const heading = (page: Page, step: Step): Locator =>
  page.getByRole('heading', { level: 2, name: step, exact: true })

/** The way back to a step that has been reached. */
export const stepButton = (page: Page, step: Step): Locator =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step })

/** Goes on until `last`, which has to be a later step. */
export async function goOnTo(page: Page, last: Step): Promise<void> {
  const shown = await page.locator('#setup-step').innerText()
  for (const step of steps.slice(steps.indexOf(shown as Step) + 1, steps.indexOf(last) + 1)) {
    await page.getByRole('button', { name: `Next: ${step}` }).click()
    await expect(heading(page, step)).toBeVisible()
  }
}

export async function fillInDescription(page: Page, { id, name = id }: { id: string; name?: string }) {
  await page.getByLabel('Application ID').fill(id)
  await page.getByLabel('Application Name').fill(name)
}

/** On User Access: a secret of one's own. */
export async function typeSecret(page: Page, secret: string, again = secret) {
  await page.getByRole('radiogroup', { name: 'Client secret' }).getByLabel('Type it').check()
  await page.getByLabel('Secret', { exact: true }).fill(secret)
  await page.getByLabel('Secret again').fill(again)
}

export const draftSaved = (page: Page): Promise<void> => expect(page.getByText('Draft saved')).toBeVisible()

export const panelOf = (page: Page): Locator => page.getByRole('complementary', { name: 'What this means' })
