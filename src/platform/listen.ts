import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Listens and gives the address. `localhost` means every loopback address it resolves to, and all of them must be free: of two
 * programs on one port, the browser would reach either.
 * @param variable the environment variable that sets the port, named in errors
 */
export async function listen(
  app: FastifyInstance,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<string> {
  try {
    const address = await app.listen({ host, port, listenTextResolver: (at) => `listening at ${at}` })
    await checkOtherAddresses(app, host)
    return address
  } catch (error) {
    await app.close()
    throw inWords(error, { host, port, variable })
  }
}

/** Fastify passes over it in silence when one of the addresses is taken. */
async function checkOtherAddresses(app: FastifyInstance, host: string): Promise<void> {
  if (host !== 'localhost') return
  const bound = app.addresses().filter((one) => typeof one !== 'string')
  const taken = bound[0]?.port
  for (const { address } of await lookup(host, { all: true })) {
    if (bound.some((one) => one.address === address)) continue
    const probe = createServer().listen({ host: address, port: taken })
    try {
      await once(probe, 'listening')
    } catch (error) {
      // A name may resolve to an address that the machine does not have.
      if (codeOf(error) === 'EADDRINUSE') throw error
    } finally {
      probe.close()
    }
  }
}

function inWords(
  error: unknown,
  { host, port, variable }: { host: string; port: number; variable: string },
): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} is in use by another program. Stop that program, or set ${variable} to a free port.`,
      )
    case 'EACCES':
      return new Error(`Port ${port} is reserved by the system. Set ${variable} to a port above 1023.`)
    case 'ENOTFOUND':
    case 'EADDRNOTAVAIL':
      return new Error(
        `${host} is no address of this machine. Set HOST to one, such as localhost or 0.0.0.0.`,
      )
    default:
      return error
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
