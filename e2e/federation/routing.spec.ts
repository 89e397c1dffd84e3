import { signIn as signInByApi } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import { expect, signInAt, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const inbound = {
  Active: true,
  Inbound: {
    ClientId: 'us',
    ClientSecret: 'canary.Client.1',
    MetadataUrl: 'https://idp.test/.well-known/openid-configuration',
  },
}

// A product of its own: the rules are those of the whole tenant
test('RT-04 RT-05 RT-06 rules are tried, compared, ordered, confirmed by name and saved on trial', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  try {
    const admin = await signInByApi(product.tenantUrl, administrator)
    const people = peopleOf({ admin, url: product.tenantUrl })
    await people.addIdentityProvider('Acme', inbound)
    await people.addIdentityProvider('Partner', inbound)
    const ben = await people.addUser('ben')
    await people.addUser('cleo', { Gatewright: { BreakGlass: true } })
    await people.join(await people.addRole('Staff'), { Users: [ben] })
    await signInAt(product, page, { path: '/routing-rules' })

    const rule = (number: number) => page.getByRole('listitem', { name: `Rule ${number}`, exact: true })
    await page.getByRole('button', { name: 'Add rule' }).click()
    const findings = page.getByRole('list', { name: 'Findings' })
    await expect(findings).toContainText('Rule 1 has no domain: it takes one person to Acme')
    await expect(findings).toContainText('ben@acme.test')
    await expect(findings).toContainText('the break-glass account cleo@acme.test')

    // Before anything is saved
    await page.getByLabel('Login name').fill('ben@acme.test')
    await page.getByRole('button', { name: 'Try' }).click()
    await expect(page.getByText('ben@acme.test signs in at Acme')).toBeVisible()
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByText('One person moves from the directory to Acme')).toBeVisible()
    await expect(page.getByText('One person who can sign in now cannot then')).toBeVisible()
    await page.getByLabel('Only these people').fill('cleo@acme.test\nnobody@acme.test')
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByText('Everybody signs in where they do')).toBeVisible()
    await expect(page.getByText('One person has no account here')).toBeVisible()

    await page.getByRole('button', { name: 'Add rule' }).click()
    await rule(2).getByLabel('Domain').fill('acme.test')
    await rule(2).getByLabel('Identity provider').click()
    await page.getByRole('option', { name: 'Partner' }).click()
    await expect(findings).toContainText('Nobody comes to rule 2, because rule 1 takes everybody before')
    // By keys: the handle keeps the focus
    const handle = (number: number) => rule(number).getByRole('button', { name: /^Drag rule/ })
    await handle(2).focus()
    await page.keyboard.press('ArrowUp')
    await expect(rule(1).getByLabel('Domain')).toHaveValue('acme.test')
    await expect(handle(1)).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(rule(2).getByLabel('Domain')).toHaveValue('acme.test')
    // By the pointer; Escape leaves it where it was
    const [from, to] = [await handle(2).boundingBox(), await rule(1).boundingBox()]
    if (!from || !to) throw new Error('A rule is not in sight')
    for (const key of ['Escape', null]) {
      await page.mouse.move(from.x + 5, from.y + 5)
      await page.mouse.down()
      await page.mouse.move(to.x + 20, to.y + 5, { steps: 4 })
      if (key) await page.keyboard.press(key)
      await page.mouse.up()
      await expect(rule(key ? 2 : 1).getByLabel('Domain')).toHaveValue('acme.test')
    }
    await expect(findings).toContainText('Rule 1, to Partner, and rule 2, to Acme, overlap')
    await expectAccessible(page, 'Rules that overlap')

    const dialog = page.getByRole('dialog', { name: 'Save these rules?' })
    const saveOnTrial = async () => {
      await page.getByRole('button', { name: 'Save' }).click()
      await dialog.getByRole('textbox').fill('Acme')
      await dialog.getByRole('button', { name: 'Save rules' }).click()
      await expect(dialog).toHaveCount(0)
      await expect(page.getByText('saved these rules on trial')).toBeVisible()
    }
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toContainText('After 15 minutes')
    await expectAccessible(page, 'Saving them')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toHaveCount(0)
    await saveOnTrial()
    await expect(rule(1).getByLabel('Domain')).toHaveValue('acme.test')
    await expectAccessible(page, 'Rules on trial')
    await page.getByRole('button', { name: 'Go back now' }).click()
    await expect(page.getByText('Everybody signs in here.')).toBeVisible()

    // RT-06: confirmed by who signs in anew, while the rules hold
    await page.getByRole('button', { name: 'Add rule' }).click()
    await saveOnTrial()
    await page.getByRole('button', { name: 'Sign in anew and confirm' }).click()
    const opened = page.context().waitForEvent('page')
    await page
      .getByRole('dialog', { name: 'Confirm that it is you' })
      .getByRole('button', { name: 'Confirm', exact: true })
      .click()
    const popup = await opened
    await popup.getByRole('button', { name: 'Next' }).click()
    await popup.getByLabel('Password').fill(administrator.password)
    await popup.getByRole('button', { name: 'Confirm' }).click()
    await expect(page.getByText('saved these rules on trial')).toHaveCount(0, { timeout: 20_000 })
    await expect(rule(1)).toBeVisible()
  } finally {
    await product.close()
  }
})

test('of three hundred rules those in sight are in the page, and keys and pointer move them as before', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  try {
    // As long as nobody is sent elsewhere
    await signInAt(product, page)
    const admin = await signInByApi(product.tenantUrl, administrator)
    const id = await peopleOf({ admin, url: product.tenantUrl }).addIdentityProvider('Acme', inbound)
    await admin.result('/Gatewright/RoutingRules/Set', {
      Rules: Array.from({ length: 300 }, (_, at) => ({
        IdentityProvider: id,
        Domain: `of${at + 1}.test`,
        UserAgent: 'Any',
        Enabled: true,
      })),
    })
    await page.goto(`${product.consoleUrl}/routing-rules`)
    const rules = page.getByRole('listitem', { name: /^Rule \d+$/ })
    const domainOf = (number: number) =>
      page.getByRole('listitem', { name: `Rule ${number}`, exact: true }).getByLabel('Domain')
    await expect(domainOf(1)).toHaveValue('of1.test')
    expect(await rules.count()).toBeLessThan(40)
    await expect(page.getByText('Nothing about these rules is risky.')).toBeVisible()

    // To the end of the list, where the last ones are drawn now
    await page.getByRole('heading', { name: 'What these rules mean' }).scrollIntoViewIfNeeded()
    await expect(domainOf(300)).toHaveValue('of300.test')
    await expect(domainOf(1)).toHaveCount(0)
    const handle = (number: number) => page.getByRole('button', { name: `Drag rule ${number}, or` })
    await handle(300).focus()
    for (let times = 0; times < 12; times++) await page.keyboard.press('ArrowUp')
    await expect(handle(288)).toBeFocused()
    await expect(domainOf(288)).toHaveValue('of300.test')
    await expect(domainOf(289)).toHaveValue('of288.test')

    await expect(handle(288)).toBeInViewport()
    await domainOf(289).evaluate((field) => field.scrollIntoView({ block: 'center' }))
    const [from, to] = [await handle(288).boundingBox(), await handle(290).boundingBox()]
    if (!from || !to) throw new Error('A rule is not in sight')
    await page.mouse.move(from.x + 5, from.y + 5)
    await page.mouse.down()
    await page.mouse.move(to.x + 5, to.y + 5, { steps: 4 })
    await page.mouse.up()
    await expect(domainOf(290)).toHaveValue('of300.test')
    await domainOf(290).fill('last.test')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Routing rules changed')).toHaveCount(0)
    const { Rules } = await admin.result<{ Rules: { Domain: string }[] }>('/Gatewright/RoutingRules/Get')
    expect(Rules.map(({ Domain }) => Domain).slice(286, 291)).toEqual([
      'of287.test',
      'of288.test',
      'of289.test',
      'last.test',
      'of290.test',
    ])
  } finally {
    await product.close()
  }
})
