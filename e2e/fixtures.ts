import { test as base, expect, type BrowserContext, type Page } from 'playwright/test'
import { signIn as signInByApi, type ApiClient } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import type { ClientSetup } from '#schema/clientSetup.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { startProduct, type Product } from '#testing/product.ts'

type Person = { user: string; password: string }

type Fixtures = {
  /** Signs in on the tenant's page and comes back to the console. */
  signIn: (page: Page, path?: string, person?: Person) => Promise<void>
  /** A page of another browser: nothing is shared with the first one. */
  elsewhere: () => Promise<Page>
  /** Fails the test when a page breaks the content security policy or throws. */
  cleanPages: { watch: (context: BrowserContext) => void }
}

type WorkerFixtures = {
  product: Product
  /** The administrator as an outside program, for what a test needs beforehand and looks at afterwards. */
  admin: ApiClient
  people: People
  /** Makes a client with all its parts, as guided setup would, by API. */
  newClient: (name: string, change?: (setup: ClientSetup) => ClientSetup) => Promise<MadeClient>
}

/** The whole product for each worker: a real tenant, bff and console, with an administrator. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  product: [
    // oxlint-disable-next-line no-empty-pattern -- the runner reads the dependencies of a fixture from this pattern
    async ({}, provide) => {
      const product = await startProduct()
      await provide(product)
      await product.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  admin: [
    async ({ product }, provide) => provide(await signInByApi(product.tenantUrl, administrator)),
    { scope: 'worker' },
  ],
  people: [
    async ({ product, admin }, provide) => provide(peopleOf({ admin, url: product.tenantUrl })),
    { scope: 'worker' },
  ],
  newClient: [
    async ({ admin }, provide) =>
      provide((name, change = (setup) => setup) =>
        admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
          key: crypto.randomUUID(),
          recipe: 'siem',
          setup: change(siemReader(name)),
        }),
      ),
    { scope: 'worker' },
  ],
  signIn: async ({ product }, provide) => {
    await provide((page, path, person) => signInAt(product, page, { path, person }))
  },
  elsewhere: async ({ browser, cleanPages }, provide) => {
    const contexts: BrowserContext[] = []
    await provide(async () => {
      const context = await browser.newContext()
      contexts.push(context)
      cleanPages.watch(context)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  cleanPages: [
    async ({ context }, provide) => {
      const faults: string[] = []
      const watch = (watched: BrowserContext) => {
        watched.on('weberror', (error) => faults.push(error.error().message))
        watched.on('console', (message) => {
          if (/content security policy|trusted type/i.test(message.text())) faults.push(message.text())
        })
      }
      watch(context)
      await provide({ watch })
      expect(faults, 'FE-01 no page breaks its policy or throws').toEqual([])
    },
    { auto: true },
  ],
})

/** Signs in on the tenant's page and comes back to the console. */
export async function signInAt(
  { consoleUrl }: Pick<Product, 'consoleUrl'>,
  page: Page,
  { path = '/', person = administrator }: { path?: string | undefined; person?: Person | undefined } = {},
) {
  await page.goto(`${consoleUrl}/bff/sign-in?returnTo=${encodeURIComponent(path)}`)
  await fillInSignIn(page, person)
  await page.waitForURL((url) => url.href.startsWith(`${consoleUrl}${path}`))
}

/** The tenant's sign-in page, wherever one has come from. */
export async function fillInSignIn(page: Page, { user, password }: Person) {
  await page.getByLabel('Login name').fill(user)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export { expect }
