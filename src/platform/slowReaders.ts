import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'

/** Milliseconds in which a reader has to take something of what waits for it. */
const patience = 20_000
const interval = 2000

/** Bytes that are handed on at once. A longer reply goes in pieces, which shows whether its reader takes any of it. */
const piece = 65_536

/**
 * Closes connections whose readers take nothing, or next to nothing, of a reply: each would hold a reply and a connection for as long as it likes.
 * Node's own timeout starts anew with every byte. Who takes a piece now and then may take as long as the whole needs.
 */
export function closeSlowReaders(app: FastifyInstance): void {
  const connections = new Map<Socket, Waiting | null>()
  app.addHook('onRequest', ({ raw: { socket } }, _reply, done) => {
    if (!connections.has(socket)) {
      connections.set(socket, null)
      socket.once('close', () => connections.delete(socket))
    }
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    done(
      null,
      inPieces(payload, (bytes) => reply.header('content-length', bytes)),
    )
  })
  const checking = setInterval(() => {
    for (const [socket, before] of connections) connections.set(socket, stateOf(socket, before))
  }, interval).unref()
  app.addHook('onClose', (_, done) => {
    clearInterval(checking)
    done()
  })
}

/** Bytes that the reader took so far, and when it took the last of them. */
type Waiting = { taken: number; since: number }

function stateOf(socket: Socket, before: Waiting | null): Waiting | null {
  if (socket.writableLength === 0) return null
  const now = performance.now()
  const taken = socket.bytesWritten - socket.writableLength
  if (before === null || taken > before.taken) return { taken, since: now }
  if (now - before.since >= patience) socket.destroy()
  return before
}

function inPieces(payload: unknown, tell: (bytes: number) => unknown): unknown {
  const isLong = (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length > 4 * piece
  if (!isLong) return payload
  const bytes = Buffer.from(payload)
  tell(bytes.length)
  return Readable.from(pieces(bytes), { objectMode: false, highWaterMark: piece })
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}
