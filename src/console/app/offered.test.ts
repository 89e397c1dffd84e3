import type { AddressInfo } from 'node:net'
import { createMemoryHistory } from '@tanstack/react-router'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newQueryClient } from '#console/api/queryClient.ts'
import { deriveKeys } from '#platform/key.ts'
import { createLog } from '#platform/log.ts'
import { api } from '#schema/api.ts'
import { isOurs } from '#schema/endpoint.ts'
import { nouns, objectTypes } from '#schema/nouns.ts'
import { createTenantApp } from '#tenant/app.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { createAdministrator } from '#tenant/directory/administrator.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { administrator } from '#testing/administrator.ts'
import { signIn } from '#testing/apiClient.ts'
import { type AnyTenant, consoleUrl, type RunningBff, startBff, testKey } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { testDatabases } from '#testing/database.ts'
import { freePort } from '#testing/freePort.ts'
import { peopleOf } from '#testing/people.ts'
import { newRouter } from './router.tsx'

// D4: every page of the console is loaded from a real tenant that has the vendor's calls alone. What it asks for goes through a real bff.

const [engine] = testDatabases()
let bff: RunningBff<AnyTenant>
let browser: Browser
/** Calls of ours are answered as any other that the tenant has never heard of. */
let vendorOnly = false
let ids: Record<string, string>
let asked: string[] = []

beforeAll(async () => {
  if (!engine) throw new Error('no database')
  const database = await engine.open<Tables>()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { tenant, consoleClient } = await startTenant({
    database,
    keys: deriveKeys(testKey),
    log: createLog({ level: 'silent' }),
    url,
    consoleUrl,
  })
  const app = await createTenantApp(tenant)
  app.addHook('onRequest', async (request, reply) => {
    if (vendorOnly && isOurs({ path: `/${request.canonicalPath.replace(/^\//, '')}` }))
      return reply.callNotFound()
  })
  await app.listen({ host: '127.0.0.1', port })
  const { user: name, password } = administrator
  await createAdministrator(tenant, { by: theTenant, name, password, token: null })
  const { address } = app.server.address() as AddressInfo
  bff = await startBff({
    database: database.withTables(),
    tenant: { url, address: `http://${address}:${port}`, client: consoleClient, close: () => app.close() },
  })
  browser = await signedIn(url)
  ids = await objects(url)
})
afterAll(() => bff.close())
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', fetchByBrowser)
})
afterEach(() => vi.unstubAllGlobals())

async function signedIn(tenantUrl: string): Promise<Browser> {
  const browser = bff.browser()
  const login = await browser.visit(`${consoleUrl}/bff/sign-in`)
  const answer = await browser.send(login.url, {
    method: 'POST',
    headers: { origin: tenantUrl, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(administrator).toString(),
  })
  await browser.visit(new URL(String(answer.headers.location), tenantUrl).href)
  return browser
}

/** One of each noun, by the paths of its pages. */
async function objects(url: string) {
  const admin = await signIn(url, administrator)
  const people = peopleOf({ admin, url })
  const { applicationRowKey, userId } = await admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: crypto.randomUUID(),
    recipe: 'siem',
    setup: siemReader('all-pages'),
  })
  return {
    [nouns.application.path]: applicationRowKey,
    [nouns.user.path]: userId,
    [nouns.role.path]: await people.addRole('Of all pages'),
    [nouns.group.path]: await people.addGroup('Of all pages'),
    [nouns.identityProvider.path]: await people.addIdentityProvider('Of all pages'),
    [nouns.device.path]: await people.addDevice('Of all pages'),
  }
}

/** What the console asks for, by the browser that has signed in. */
async function fetchByBrowser(
  path: string,
  { method = 'GET', body, headers }: RequestInit,
): Promise<Response> {
  asked.push(path)
  const reply = await browser.send(`${consoleUrl}${path}`, {
    method,
    headers: {
      origin: consoleUrl,
      'sec-fetch-site': 'same-origin',
      ...(headers as Record<string, string>),
    },
    ...(typeof body === 'string' ? { body } : {}),
  })
  return new Response(reply.text, { status: reply.status })
}

/** Every address of the console behind sign-in, and each tab of every noun that takes something to load. */
function addresses(): string[] {
  const paths = Object.keys(newRouter(newQueryClient()).routesByPath)
  const tabs = ['description', 'account', 'trust', 'password', 'members', 'applications', 'changelog']
  return (
    paths
      // An address without a tab only leads to one with it
      .filter((path) => !/^\/(sign|setup)|\/\$id$/.test(path))
      .flatMap((path) => (path.includes('$tab') ? tabs.map((tab) => path.replace('$tab', tab)) : [path]))
      .map((path) => path.replace('$recipe', 'siem?draft=b6d1b630-e8d8-4983-9f0d-7b4c04b30f72'))
  )
}

async function load(address: string) {
  const noun = objectTypes.map((type) => nouns[type].path).find((path) => address.startsWith(path)) ?? ''
  const path = address.replace(/\$(id|rowKey)/, ids[noun] ?? 'none').replace('$', 'nowhere')
  const router = newRouter(newQueryClient())
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [path] }) })
  await router.load()
  return router.state.matches.map(({ routeId, status, error }) =>
    status === 'success' ? status : `${routeId}: ${status} ${String(error)}`,
  )
}

const ours = Object.values(api)
  .filter(isOurs)
  .map(({ path }) => `/api${path}`)
const askedOfOurs = () => [...new Set(asked.filter((path) => ours.includes(path)))]

describe.each(addresses())('%s', (address) => {
  test('loads where the tenant has all calls', async () => {
    vendorOnly = false
    expect(new Set(await load(address))).toEqual(new Set(['success']))
    expect(asked).toContain('/api/Security/WhoAmI')
  })

  test('D4 loads where it has only the vendor’s, and asks for none of ours', async () => {
    vendorOnly = true
    expect(new Set(await load(address))).toEqual(new Set(['success']))
    expect(asked).toContain('/api/Security/WhoAmI')
    expect(askedOfOurs()).toEqual(['/api/Gatewright/Capabilities'])
  })
})

test('with all calls, the pages do ask for ours', async () => {
  vendorOnly = false
  for (const address of addresses()) await load(address)
  expect(askedOfOurs()).toEqual(
    expect.arrayContaining(
      [
        api.draftsList,
        api.keysList,
        api.getGroup,
        api.historyList,
        api.secretsList,
        api.getRoleApplications,
      ].map(({ path }) => `/api${path}`),
    ),
  )
})
