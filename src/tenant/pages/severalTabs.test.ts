import { afterAll, beforeAll, expect, test } from 'vitest'
import { formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { pageOf, plainBrowser, type PlainBrowser, type Sight } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// PB-09: whoever types the right password arrives, whatever happened to the page meanwhile

const person = { user: 'person@acme.test', password }
const hour = 3_600_000

let running: TestTenant
let flow: OAuth
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  await flow.application('portal')
  await flow.application('asking', { profile: { Confirm: true } })
  for (const name of ['person', 'slow']) await peopleOf(running).addUser(name)
})
afterAll(() => running.close())

const open = (browser: PlainBrowser, applicationId: string, state: string) => {
  const asked = flow.request(`svc-${applicationId}@acme.test`, { state })
  return browser.open(`/OAuth2/Authorize/${applicationId}?${formOf(asked).toString()}`)
}

/** What the application is told: the state that its request carried, and a code. */
function told(sight: Sight) {
  if (sight.kind === 'page') throw new Error(`No answer but ${sight.status} ${sight.title}`)
  const { searchParams } = new URL(sight.answer instanceof URL ? sight.answer : sight.answer.url)
  return { state: searchParams.get('state'), hasCode: searchParams.has('code') }
}

test('PB-09 two tabs that wait for a password both go on to their own application', async () => {
  const browser = plainBrowser(running.url)
  const tabs = [await open(browser, 'portal', 'one'), await open(browser, 'portal', 'two')]
  expect(tabs.map((tab) => pageOf(tab).title)).toEqual(['Sign in', 'Sign in'])
  const answers = []
  for (const tab of tabs) answers.push(told(await browser.signIn(tab, person)))
  expect(answers).toEqual([
    { state: 'one', hasCode: true },
    { state: 'two', hasCode: true },
  ])
})

test('PB-09 a sign-in page left lying for a day goes on', async () => {
  const browser = plainBrowser(running.url)
  const page = await open(browser, 'portal', 'late')
  running.advance(24 * hour)
  expect(told(await browser.signIn(page, person))).toEqual({ state: 'late', hasCode: true })
})

test('PB-09 a consent page is asked again after a sign-in in another tab, and its answer counts then', async () => {
  const browser = plainBrowser(running.url)
  const waiting = await open(browser, 'portal', 'other')
  const consent = await browser.signIn(await open(browser, 'asking', 'mine'), person)
  expect(pageOf(consent).title).toBe('Allow access?')
  await browser.signIn(waiting, person)
  const again = await browser.submit(consent, { decision: 'allow' })
  expect(pageOf(again)).toMatchObject({ status: 200, title: 'Allow access?' })
  expect(pageOf(again).html).toContain('Something has changed since you were asked')
  expect(told(await browser.submit(again, { decision: 'allow' }))).toEqual({ state: 'mine', hasCode: true })
})

test('PB-09 a consent page left lying for an hour leads over a sign-in back to the question', async () => {
  const browser = plainBrowser(running.url)
  const slow = { user: 'slow@acme.test', password }
  const consent = await browser.signIn(await open(browser, 'asking', 'slow'), slow)
  running.advance(hour)
  const signIn = await browser.submit(consent, { decision: 'allow' })
  expect(pageOf(signIn).title).toBe('Sign in')
  const again = await browser.signIn(signIn, slow)
  expect(pageOf(again).title).toBe('Allow access?')
  expect(told(await browser.submit(again, { decision: 'allow' }))).toEqual({ state: 'slow', hasCode: true })
})

test('T11 PB-09 a request without redirect_uri is told so', async () => {
  const asked = { ...flow.request('svc-portal@acme.test'), redirect_uri: undefined }
  const reply = await flow.authorize('portal', asked, { bearer: null })
  expect([reply.status, reply.headers.get('location')]).toEqual([400, null])
  expect(await reply.text()).toContain('redirect_uri is missing')
})
