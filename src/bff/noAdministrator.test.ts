import { afterAll, beforeAll, expect, test } from 'vitest'
import { rightPath, rights } from '#schema/right.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { sendJson, startForeignTenant } from '#testing/foreignTenant.ts'

const [engine] = testDatabases()
let bff: RunningBff
beforeAll(async () => {
  if (!engine) throw new Error('no database')
  bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
})
afterAll(() => bff.close())

/** A sign-in of somebody of whom the tenant says this. */
async function signedInWith(standing: { Rights?: string[]; SystemAdministrator?: boolean }) {
  const { id, name } = bff.tenant.person
  bff.tenant.answers.set('/Security/WhoAmI', (response) =>
    sendJson(response, 200, { success: true, Result: { User: name, UserId: id, ...standing } }),
  )
  const browser = bff.browser()
  const reply = await browser.visit(`${bff.url}/bff/sign-in`)
  bff.tenant.answers.clear()
  return { browser, reply }
}

const sessions = async () =>
  (await bff.database.read.selectFrom('bff_session').select('key').execute()).length

const others = Object.keys(rights)
  .filter((right) => right !== 'adminportallogin')
  .map((right) => `/lib/rights/${right}.json`)

test.each([
  ['no right', []],
  ['every right but that one', others],
])('X-19 whoever has %s is refused in words, and there is no session', async (_, Rights) => {
  const { browser, reply } = await signedInWith({ Rights, SystemAdministrator: false })
  expect(reply.status).toBe(403)
  expect(reply.text).toContain('<h1>You may not administer this tenant</h1>')
  expect(reply.text).toContain('monika@acme was signed in at localhost:7081')
  expect(reply.text).toContain('“Admin Portal Login”')
  expect([browser.cookies.size, await sessions(), bff.tenant.tokens.size]).toEqual([0, 0, 0])
  expect((await browser.get(`${bff.url}/bff/session`)).text).toContain('"user":null')
})

test('X-19 the next try asks who it is, or the tenant would send the same person back for ever', async () => {
  const { browser, reply } = await signedInWith({ Rights: [] })
  const again = /<a href="([^"]+)">Sign in again/.exec(reply.text)?.[1] ?? ''
  const begun = await browser.get(`${bff.url}${again}`)
  expect(new URL(String(begun.headers.location)).searchParams.get('prompt')).toBe('login')
})

test.each([
  ['the right', { Rights: [rightPath('adminportallogin')] }],
  ['the role System Administrator', { Rights: [], SystemAdministrator: true }],
  ['a tenant that tells no rights', {}],
])('X-19 whoever has %s is let in', async (_, standing) => {
  const { browser, reply } = await signedInWith(standing)
  expect(reply.status).toBe(200)
  expect((await browser.get(`${bff.url}/bff/session`)).text).toContain('monika@acme')
  await browser.post(`${bff.url}/bff/sign-out`, {})
})
