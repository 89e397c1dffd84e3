import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asItStands } from '#testing/asItStands.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

const send = asItStands(() => running)

/** What a socket says, byte by byte. */
const raw = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(running.url)
    let said = ''
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(text))
    socket.on('data', (chunk) => (said += chunk.toString()))
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
    socket.setTimeout(3000, () => socket.destroy())
  })

const head = (line: string, ...more: string[]) =>
  [
    line,
    `Host: ${new URL(running.url).host}`,
    `Authorization: Bearer ${running.admin.bearer}`,
    ...more,
    '',
    '',
  ].join('\r\n')

describe('framing (D8)', () => {
  test('Expect: 100-continue is answered, and then the call', async () => {
    const said = await raw(
      `${head('POST /Security/WhoAmI HTTP/1.1', 'Expect: 100-continue', 'Content-Length: 2', 'Connection: close')}{}`,
    )
    expect(said).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
    expect(said).toMatch(/content-length: \d+/i)
  })

  test('HTTP/1.0 is answered too', async () => {
    expect(await raw(head('GET /Security/WhoAmI HTTP/1.0'))).toMatch(
      /^HTTP\/1\.1 200 OK[\s\S]*content-length: \d/i,
    )
  })

  test.each(['/login', '/livez', '/OAuth2/Authorize/nothing', '/oauth/keys', '/nothing'])(
    '%s has its length',
    async (path) => {
      const { headers, text } = await send(path, { method: 'GET' })
      expect(headers['content-length']).toBe(String(Buffer.byteLength(text)))
    },
  )

  test('NT-48 the absolute form and two hosts are refused', async () => {
    expect(
      await raw(
        head('POST http://evil.test/Security/WhoAmI HTTP/1.1', 'Content-Length: 0', 'Connection: close'),
      ),
    ).toMatch(/^HTTP\/1\.1 4\d\d/)
    expect(
      await raw(
        head('POST /Security/WhoAmI HTTP/1.1', 'Host: evil.test', 'Content-Length: 0', 'Connection: close'),
      ),
    ).toMatch(/^HTTP\/1\.1 400/)
  })
})
