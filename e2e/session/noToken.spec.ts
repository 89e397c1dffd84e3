import type { Response } from 'playwright/test'
import { fillInDescription, goOnTo, guidedSetupPath } from '../guidedSetup/wizard.ts'
import { expect, test } from '../fixtures.ts'

const token = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}|"?(access|id|refresh)_token"?\s*[=:]/

/** Everything of a reply that a page, an extension or a cache could read. */
async function contentsOf(response: Response): Promise<{ url: string; text: string }> {
  const headers = await response.headersArray()
  // A redirect has no body.
  const body = await response.text().catch(() => '')
  const text = [response.url(), ...headers.map(({ name, value }) => `${name}: ${value}`), body].join('\n')
  return { url: response.url(), text }
}

test('BF-01 no token comes to the browser: not in a body, a header, a cookie, an address or storage', async ({
  page,
  signIn,
  product,
}) => {
  const replies: Promise<{ url: string; text: string }>[] = []
  page.on('response', (response) => {
    // The console's own code names the members of token replies; it holds no values.
    if (!/\/(assets|pages)\//.test(response.url())) replies.push(contentsOf(response))
  })
  await signIn(page, '/')
  await page.getByRole('link', { name: 'Apps', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible()
  await page.goto(product.consoleUrl + guidedSetupPath)
  await fillInDescription(page, { id: 'no-token' })
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'no-token is ready' })).toBeVisible()
  const held = await page.evaluate(async () => ({
    storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), history.state]),
    cookies: document.cookie,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
  }))
  await page.getByRole('link', { name: 'Users' }).click()
  await page.getByRole('button', { name: 'Leave' }).click()
  // Others may have made more users than a page holds
  await page.getByRole('searchbox').fill('no-token')
  await page.getByRole('link', { name: 'no-token@acme.test' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'no-token' })).toBeVisible()

  const seen = await Promise.all(replies)
  for (const call of ['/callback', '/Security/WhoAmI', '/Preview/Token', '/Setup/CreateClient'])
    expect(
      seen.filter(({ url, text }) => url.includes(call) && text.length > 200),
      call,
    ).not.toEqual([])
  expect(seen.filter(({ text }) => token.test(text)).map(({ url }) => url)).toEqual([])
  expect(held.storage).not.toMatch(token)
  expect(held).toMatchObject({ cookies: '', databases: [], caches: [] })
  const cookies = await page.context().cookies()
  expect(cookies.filter(({ value }) => token.test(value))).toEqual([])
  expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true)
})
