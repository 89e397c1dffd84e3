import type { Page } from 'playwright/test'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { oauthOf } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { refreshingOf } from '#testing/refreshing.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'User' }).getByRole('link', { name, exact: true })
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('sets of users are filters of the address, with how many are in each', async ({
  page,
  signIn,
  people,
  admin,
}) => {
  const id = await people.addUser('set-locked')
  await admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Locked' })
  await people.addUser('set-waits')
  await signIn(page, '/users')
  const sets = page.getByRole('group', { name: 'Show' })
  await expect(sets.getByRole('button')).toHaveCount(8)
  await sets.getByRole('button', { name: /^Locked/ }).click()
  await expect(page).toHaveURL(/set=locked/)
  const rows = region(page, 'Users').getByRole('row')
  const counted = Number(/\d+/.exec(await sets.getByRole('button', { name: /^Locked/ }).innerText())?.[0])
  await expect(rows).toHaveCount(counted + 1)
  await expect(region(page, 'Users')).toContainText('set-locked@acme.test')
  await page.reload()
  await expect(sets.getByRole('button', { name: /^Locked/ })).toHaveAttribute('aria-pressed', 'true')
  await sets.getByRole('button', { name: /^Invited/ }).click()
  await expect(region(page, 'Users')).toContainText('set-waits@acme.test')
  await expect(region(page, 'Users')).not.toContainText('set-locked@acme.test')
  await sets.getByRole('button', { name: /^Federated/ }).click()
  await expect(page.getByText('Nobody has come from an external identity provider')).toBeVisible()
  await expectAccessible(page, 'A set of users')
})

test('a user page says what somebody is in and may run, and through what, as links', async ({
  page,
  signIn,
  people,
  admin,
  product,
}) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  const id = await people.addUser('why')
  const [role, group] = [
    await people.addRole('Runs by role', ['reportman']),
    await people.addGroup('Team of why'),
  ]
  await people.join(role, { Groups: [group] })
  await admin.result('/Gatewright/Groups/AddMembers', { ID: group, Users: [id] })
  const app = await flow.application('runs-why')
  await flow.grant(app.rowKey, { type: 'Role', id: 'everybody' }, 'None')
  await flow.grant(app.rowKey, { type: 'Role', id: role }, 'View,Execute')
  await signIn(page, `/users/${id}`)
  await tab(page, 'Roles and Groups').click()
  const roles = region(page, 'Roles and groups')
  const inherited = roles.getByRole('row', { name: /Runs by role/ })
  await expect(inherited).toContainText('Through group Team of why')
  await expect(inherited).toContainText('Report Management')
  await expect(roles.getByRole('row', { name: /Everybody/ })).toContainText('By the settings of the user')
  await expectAccessible(page, 'Roles and groups of a user')

  await tab(page, 'Applications').click()
  const row = region(page, 'Applications').getByRole('row', { name: /runs-why/ })
  await expect(row).toContainText('View + Run')
  await expectAccessible(page, 'Applications of a user')
  await row.getByRole('link', { name: 'Team of why' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Team of why' })).toBeVisible()
})

test('sessions are ended one by one or all, and what an application was allowed is withdrawn', async ({
  page,
  signIn,
  people,
  admin,
  product,
}) => {
  const flow = oauthOf({ admin, url: product.tenantUrl })
  const refreshing = refreshingOf({ admin, url: product.tenantUrl }, flow)
  const id = await people.addUser('ends')
  const enter = () => signInByApi(product.tenantUrl, { user: 'ends@acme.test', password })
  const isIn = async (bearer: string | null) => refreshing.isAlive(bearer ?? '')
  const [first, second] = [await enter(), await enter()]
  const app = await flow.application('acts', { profile: { AllowRefresh: true, Confirm: true } })
  const tokens = await refreshing.granted(app, { bearer: first.bearer ?? '', scope: 'siem' })
  await signIn(page, `/users/${id}`)
  await tab(page, 'Consents').click()
  const consents = region(page, 'Consents and tokens')
  await expect(consents).toContainText('one refresh token')
  await expectAccessible(page, 'Consents of a user')
  await consents.getByRole('button', { name: 'Withdraw from The acts application' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('No application holds a consent or a token of this person.')).toBeVisible()
  expect(await refreshing.isAlive(tokens.access)).toBe(false)
  expect(await isIn(first.bearer)).toBe(true)

  await tab(page, 'Sign-ins').click()
  const sessions = region(page, 'Sessions')
  await expect(sessions.getByRole('row')).toHaveCount(3)
  await expect(region(page, 'Sign-ins')).toContainText('Signed in')
  await expectAccessible(page, 'Sign-ins of a user')
  // The newest is the first
  await sessions
    .getByRole('button', { name: /^End the session/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(sessions.getByRole('row')).toHaveCount(2)
  expect([await isIn(first.bearer), await isIn(second.bearer)].filter(Boolean)).toHaveLength(1)
  await page.getByRole('button', { name: 'End all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('The user is signed in nowhere.')).toBeVisible()
  expect([await isIn(first.bearer), await isIn(second.bearer)]).toEqual([false, false])
})

test('support staff reads all of it, and the controls say which right would allow them', async ({
  page,
  signIn,
  people,
  product,
}) => {
  const id = await people.addUser('looked-after')
  await signInByApi(product.tenantUrl, { user: 'looked-after@acme.test', password })
  const support = await people.somebody(['adminportallogin', 'rouserman'])
  await signIn(page, `/users/${id}/signIns`, { user: support.name, password })
  const endAll = page.getByRole('button', { name: 'End all' })
  await expect(endAll).toHaveAttribute('aria-disabled', 'true')
  await expect(endAll).toHaveAccessibleDescription(/“User Management”/)
  const end = region(page, 'Sessions').getByRole('button', { name: /^End the session/ })
  await expect(end).toHaveAccessibleDescription(/“User Management”/)
  await tab(page, 'Applications').click()
  await expect(page.getByText(/Only applications that you may see are listed/)).toContainText(
    'Application Management',
  )
  await tab(page, 'Roles and Groups').click()
  await expect(region(page, 'Roles and groups')).toContainText('Everybody')
})
