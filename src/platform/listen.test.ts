import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createHttp } from './http.ts'
import { listen } from './listen.ts'
import { createLog } from './log.ts'

const server = () => createHttp({ log: createLog({ level: 'silent' }) })
const loopback = (await lookup('localhost', { all: true })).map(({ address }) => address)

async function occupy(host: string) {
  const other = createServer().listen({ host, port: 0 })
  await once(other, 'listening')
  return { port: (other.address() as AddressInfo).port, [Symbol.dispose]: () => other.close() }
}

test('listens on every loopback address and says where', async () => {
  const app = server()
  const address = await listen(app, { host: 'localhost', port: 0, variable: 'PORT' })
  expect(address).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/)
  expect(app.addresses().length).toBeGreaterThan(0)
  await app.close()
})

test.each(loopback)('a port in use on %s is named, with the variable that changes it', async (host) => {
  using other = await occupy(host)
  await expect(
    listen(server(), { host: 'localhost', port: other.port, variable: 'TENANT_PORT' }),
  ).rejects.toThrow(
    `Port ${other.port} is in use by another program. Stop that program, or set TENANT_PORT to a free port.`,
  )
  // It holds none of the other addresses either.
  using again = await occupy(loopback.find((address) => address !== host) ?? '127.0.0.2')
  expect(again.port).toBeGreaterThan(0)
})

test('an address that the machine does not have is named', async () => {
  const wrong = listen(server(), { host: '192.0.2.1', port: 0, variable: 'PORT' })
  await expect(wrong).rejects.toThrow('192.0.2.1 is no address of this machine. Set HOST')
})
