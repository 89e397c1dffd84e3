import { tokenOf } from '#testing/clientSetup.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from './look.ts'

test('applications are narrowed by a sentence, with counts; the address keeps all of it', async ({
  page,
  signIn,
  admin,
  product,
  newClient,
}) => {
  const [made] = await admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
    ID: ['OAuth2Server'],
  })
  await admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: made?._RowKey,
    Name: 'Facets Opaque',
    ServiceName: 'facets-opaque',
    OAuthProfile: { TokenType: 'Opaque', AllowedAuth: ['ResourceCreds'] },
  })
  const client = await newClient('facets-client')
  await tokenOf(product.tenantUrl, client, { scope: 'siem' })
  await signIn(page, '/apps')
  const part = (label: string) => page.getByRole('combobox', { name: label, exact: true })
  const names = page.getByRole('region', { name: 'Apps' }).locator('.row-link')
  await part('Token type').selectOption('Opaque')
  await expect(names).toHaveText(['Facets Opaque'])
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1')
  // The others say how many they leave of those
  await expect(part('Auth method').getByRole('option', { name: 'Resource Owner (1)' })).toBeAttached()
  await part('Auth method').selectOption({ label: 'Resource Owner (1)' })
  expect(new URL(page.url()).search).toContain('token=Opaque')
  expect(new URL(page.url()).search).toContain('auth=ResourceCreds')
  await page.reload()
  await expect(part('Token type')).toHaveValue('Opaque')
  await expect(names).toHaveText(['Facets Opaque'])
  await expectAccessible(page, 'a list that is narrowed')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await part('Last used').selectOption('Within 30 days')
  const used = names.filter({ hasText: 'facets-client' })
  const unused = names.filter({ hasText: 'Facets Opaque' })
  await expect(used).toHaveCount(1)
  await expect(unused).toHaveCount(0)
  await part('Last used').selectOption('')
  await expect(unused).toHaveCount(1)
  await expect(used).toHaveCount(1)
  expect(new URL(page.url()).search).toBe('')
})

test('an application and its client are found by a secret that ends soon', async ({
  page,
  signIn,
  admin,
  newClient,
}) => {
  const ending = await newClient('facets-ending')
  const owner = { type: 'user', id: ending.userId }
  const before = await admin.result<{ id: string }[]>('/Gatewright/Secrets/List', { owner })
  await admin.result('/Gatewright/Secrets/Add', {
    owner,
    key: crypto.randomUUID(),
    label: 'Ends',
    expiresAt: Date.now() + 5 * 86_400_000,
  })
  for (const { id } of before) await admin.result('/Gatewright/Secrets/Revoke', { owner, id })
  await signIn(page, '/apps')
  const secret = page.getByRole('combobox', { name: 'Client secret' })
  await secret.selectOption('Ends within 30 days')
  await expect(page.getByRole('region', { name: 'Apps' }).locator('.row-link')).toHaveText([/facets-ending/i])
  await page.goto(new URL('/users?set=clients', page.url()).href)
  await secret.selectOption('Ends within 30 days')
  await expect(page.getByRole('region', { name: 'Users' }).locator('.row-link')).toHaveCount(1)
  await expectAccessible(page, 'users that are narrowed')
})
