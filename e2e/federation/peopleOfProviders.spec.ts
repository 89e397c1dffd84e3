import { externalIdp } from '#testing/externalIdp.ts'
import { peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import { administrator } from '#testing/administrator.ts'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { rowsOf } from '#testing/groups.ts'
import { federationOf } from '#testing/federation.ts'
import { expect, signInAt, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

test('group mappings for all identity providers are edited on a page of their own', async ({
  page,
  signIn,
  admin,
}) => {
  await signIn(page, '/identity-providers')
  await page.getByRole('link', { name: 'Group Mappings for all' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Group Mappings for all')
  await page.getByRole('button', { name: 'Add group mapping' }).click()
  await page.getByLabel('Group Attribute Value').fill('everywhere')
  await page.getByLabel('Group Name').fill('Of everywhere')
  await expectAccessible(page, 'group mappings for all')
  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.reload()
  await expect(page.getByLabel('Group Attribute Value')).toHaveValue('everywhere')
  await expect(page.getByLabel('Group Name')).toHaveValue('Of everywhere')
  expect(await admin.result('/Federation/GetGlobalGroupAssertionMappings')).toMatchObject({
    Mappings: [{ AttributeValue: 'everywhere', GroupName: 'Of everywhere' }],
  })
})

test('an administrator sees and removes the link of a user to somebody of an identity provider', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  const idp = await externalIdp()
  try {
    // Before there is a rule: the page asks for the name alone then
    await signInAt(product, page, { path: '/users' })
    const admin = await signInByApi(product.tenantUrl, administrator)
    const people = peopleOf({ admin, url: product.tenantUrl })
    const federation = federationOf({ admin, url: product.tenantUrl } as never)
    const link = federation.link(await federation.flow.openIdConnect('linked-bank'))
    const id = await people.addIdentityProvider('Linked partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
    idp.state.person = { sub: 'ann-there', preferred_username: 'ann@partner.test' }
    await federation.signIn('ann@partner.test', link)
    await page.reload()
    // Whoever is restored is linked as before
    const [ann] = await rowsOf(admin, `select ID from User where Username = 'ann@partner.test'`)
    await admin.result('/UserMgmt/RemoveUser', { ID: ann?.['ID'] })
    await page.getByRole('link', { name: 'Deleted' }).click()
    await page.getByRole('button', { name: 'Restore ann@partner.test' }).click()
    await expectAccessible(page, 'restoring somebody of an identity provider')
    await page.getByRole('dialog').getByRole('button', { name: 'Restore user' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ann')
    await page.getByRole('main').getByRole('link', { name: 'Linked People' }).click()
    const row = page.getByRole('row').filter({ hasText: 'ann-there' })
    await expect(row).toContainText('Linked partner')
    await expect(row).toContainText(idp.issuer)
    await expectAccessible(page, 'links of a user')
    await row.getByRole('button', { name: 'Remove the link to Linked partner' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove link' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByText('Nobody of an identity provider is linked')).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Changelog' }).click()
    await expect(page.getByText('Link to ann-there of Linked partner removed')).toBeVisible()
  } finally {
    await idp.close()
    await product.close()
  }
})
