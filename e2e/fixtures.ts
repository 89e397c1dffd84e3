import { test as base, expect, type Page } from 'playwright/test'
import { startProduct, type Product } from '#testing/product.ts'
import { administrator } from '#testing/administrator.ts'

type Fixtures = {
  /** Signs in on the tenant's page and comes back to the console. */
  signIn: (page: Page, path?: string, person?: { user: string; password: string }) => Promise<void>
  /** Fails the test when a page breaks the content security policy or throws. */
  cleanPages: void
}

/** The whole product for each worker: a real tenant, bff and console, with an administrator. */
export const test = base.extend<Fixtures, { product: Product }>({
  product: [
    // oxlint-disable-next-line no-empty-pattern -- the runner reads the dependencies of a fixture from this pattern
    async ({}, provide) => {
      const product = await startProduct()
      await provide(product)
      await product.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  signIn: async ({ product }, provide) => {
    await provide(async (page, path = '/', person = administrator) => {
      await page.goto(`${product.consoleUrl}/bff/sign-in?returnTo=${encodeURIComponent(path)}`)
      await page.getByLabel('Login name').fill(person.user)
      await page.getByLabel('Password').fill(person.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(`${product.consoleUrl}${path}`)
    })
  },
  cleanPages: [
    async ({ context }, provide) => {
      const faults: string[] = []
      context.on('weberror', (error) => faults.push(error.error().message))
      context.on('console', (message) => {
        if (/content security policy|trusted type/i.test(message.text())) faults.push(message.text())
      })
      await provide()
      expect(faults, 'FE-01 no page breaks its policy or throws').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
