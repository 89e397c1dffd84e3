import { signIn as signInByApi } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import { expect, fillInSignIn, signInAt, test } from '../fixtures.ts'

// A product of its own: the rules are those of the whole tenant
test('CF-01 unsaved rules outlive what somebody else saves, and the end of a session', async ({ page }) => {
  test.setTimeout(180_000)
  const product = await startProduct()
  try {
    const admin = await signInByApi(product.tenantUrl, administrator)
    const IdentityProvider = await peopleOf({ admin, url: product.tenantUrl }).addIdentityProvider('Partner')
    const saveElsewhere = (Domain: string) =>
      admin.result('/Gatewright/RoutingRules/Set', {
        Rules: [{ IdentityProvider, Domain, UserAgent: 'Any', Enabled: true }],
      })
    const saved = async () => {
      const { Rules } = await admin.result<{ Rules: { Domain: string }[] }>(
        '/Gatewright/RoutingRules/Get',
        {},
      )
      return Rules.map(({ Domain }) => Domain)
    }
    await signInAt(product, page, { path: '/routing-rules' })
    await page.getByRole('button', { name: 'Add rule' }).click()
    const domain = page.getByRole('listitem', { name: 'Rule 1', exact: true }).getByLabel('Domain')
    await domain.fill('mine.test')
    const save = page.getByRole('button', { name: 'Save', exact: true })

    await saveElsewhere('theirs.test')
    await save.click()
    await expect(page.getByRole('list', { name: 'Rules of somebody else' })).toContainText('theirs.test')
    await expect(page.locator(':focus')).toContainText('Somebody else saved routing rules')
    await expect(domain).toHaveValue('mine.test')
    expect(await saved()).toEqual(['theirs.test'])
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await save.click()
    await expect(save).toHaveCount(0)
    expect(await saved()).toEqual(['mine.test'])

    await domain.fill('given-up.test')
    await saveElsewhere('theirs.test')
    await save.click()
    await page.getByRole('button', { name: 'Take theirs' }).click()
    await expect(domain).toHaveValue('theirs.test')
    await expect(save).toHaveCount(0)

    await domain.fill('interrupted.test')
    const tab = await page.context().newPage()
    await tab.goto(product.consoleUrl)
    await tab.getByRole('banner').getByRole('button', { expanded: false }).click()
    await tab.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(tab.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
    await tab.close()
    await save.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in again' }).click()
    // The identity provider is not active, so the page asks for the password at once
    await fillInSignIn(page, administrator)
    await expect(page.getByText('The changes you had not saved are back.')).toBeVisible()
    await expect(domain).toHaveValue('interrupted.test')
    await save.click()
    await expect(save).toHaveCount(0)
    expect(await saved()).toEqual(['interrupted.test'])
    await page.reload()
    await expect(domain).toHaveValue('interrupted.test')
    await expect(save).toHaveCount(0)
  } finally {
    await product.close()
  }
})
