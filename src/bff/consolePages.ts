import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { contentSecurityPolicy, newNonce } from './contentSecurityPolicy.ts'
import { refusal } from './faults.ts'

/** The built console. Every address that is no file gets index.html, where the console finds the page by itself. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    suppressWarning: true, // what to do when it is missing is said to whoever asks for a page
    dotfiles: 'ignore',
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply) => {
      reply.header('cache-control', isHashed(reply.request.canonicalPath) ? forever : 'no-cache')
    },
  })
  app.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: async ({ canonicalPath: path }, reply) => {
      if (path !== 'index.html' && (await isFile(join(folder, path)))) return reply.sendFile(path)
      if (isHashed(path))
        throw refusal(
          404,
          'not_found',
          'This file belongs to another version of the console. Reload the page.',
        )
      return sendDocument(reply, folder)
    },
  })
}

/** Each reply has a nonce of its own, so it is never cached. */
async function sendDocument(reply: FastifyReply, folder: string): Promise<FastifyReply> {
  const nonce = newNonce()
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => {
    throw refusal(503, 'unavailable', 'The console is not built. Start it with npm start, which builds it.')
  })
  return reply
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .type('text/html; charset=utf-8')
    .send(html.replaceAll(/ nonce="[^"]*"/g, ` nonce="${nonce}"`))
}

/** Vite names what it puts there after its content. */
const isHashed = (path: string) => path.startsWith('assets/')
const forever = 'public, max-age=31536000, immutable'

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
