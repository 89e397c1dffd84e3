import type { Page } from 'playwright'

export type Travelled = { url: string; encoding: string; bytes: number }

/** Milliseconds. */
const patience = 20_000

/** What travels, heads of replies included, when the page is loaded anew by a browser that has nothing yet: all that was asked for when it is `ready`. */
export async function travelled(page: Page, ready: () => Promise<unknown>): Promise<Travelled[]> {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  await wire.send('Network.clearBrowserCache')
  const asked = new Map<string, string>()
  const replies = new Map<string, Travelled>()
  const ended = new Set<string>()
  let loader = ''
  wire.on('Network.requestWillBeSent', ({ requestId, loaderId, type, request }) => {
    if (type === 'Document') loader = loaderId
    // What the page before asks for, even after the reload began, may never end
    if (loaderId === loader) asked.set(requestId, request.url)
  })
  wire.on('Network.responseReceived', ({ requestId, response: { url, headers } }) => {
    const encoding = headers['content-encoding'] ?? headers['Content-Encoding'] ?? ''
    replies.set(requestId, { url, encoding, bytes: 0 })
  })
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const reply = replies.get(requestId)
    if (reply) reply.bytes = encodedDataLength
    ended.add(requestId)
  })
  wire.on('Network.loadingFailed', ({ requestId }) => ended.add(requestId))
  await page.reload()
  await ready()
  const needed = [...asked.keys()]
  const open = () => needed.filter((id) => !ended.has(id)).map((id) => asked.get(id))
  for (const until = Date.now() + patience; open().length > 0; await page.waitForTimeout(50))
    if (Date.now() > until) throw new Error(`Still on its way: ${open().join(', ')}`)
  await wire.detach()
  return needed.flatMap((id) => replies.get(id) ?? [])
}

export const isScriptOrStyle = ({ url }: Travelled) => /\.(js|css)$/.test(url)

export const bytesOf = (all: readonly Travelled[]) => all.reduce((sum, { bytes }) => sum + bytes, 0)
