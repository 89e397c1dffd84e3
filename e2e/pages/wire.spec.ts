import { expect, test } from '../fixtures.ts'

/** Bytes of scripts and styles that travel until the list of applications can be used, in a browser that has nothing yet. */
const budget = 175_000

test('the first screen travels compressed, and is small', async ({ page, signIn }) => {
  const wire = await page.context().newCDPSession(page)
  await signIn(page, '/apps')
  await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible()
  await wire.send('Network.enable')
  await wire.send('Network.clearBrowserCache')
  const requests = new Map<string, { url: string; encoding: string; bytes: number }>()
  wire.on('Network.responseReceived', ({ requestId, response: { url, headers } }) => {
    const encoding = headers['content-encoding'] ?? headers['Content-Encoding'] ?? ''
    requests.set(requestId, { url, encoding, bytes: 0 })
  })
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId)
    if (request) request.bytes = encodedDataLength
  })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const scripts = [...requests.values()].filter(({ url }) => /\.(js|css)$/.test(url))
  expect(scripts.length).toBeGreaterThan(2)
  expect(scripts.filter(({ encoding }) => encoding !== 'br')).toEqual([])
  expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(budget)
})
