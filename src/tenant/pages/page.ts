import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { html, type Html } from './html.ts'
import { unprotectedInWords } from '#schema/plainHttp.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether people reach these pages by an address that protects nothing (X-18). */
    unprotected: boolean
  }
}

/**
 * A page of the tenant itself: one centred card. `script` is a constant of ours; the policy lets exactly this text run.
 * `goesOn` is where the browser is taken by itself. `formTarget` is the source of the validated redirect URI (receiver.ts): browsers hold form-action for the whole chain of redirects.
 */
export function sendPage(
  reply: FastifyReply,
  {
    status,
    title,
    body,
    formTarget,
    script,
    goesOn,
  }: {
    status: number
    title: string
    body: Html
    formTarget?: string | undefined
    script?: string
    goesOn?: string
  },
) {
  const scriptSource =
    script === undefined
      ? ''
      : `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; `
  // On such an address browsers tell no Sec-Fetch-Site, and without referrers no origin of a form either: then nothing would show that it is ours
  if (reply.server.unprotected) reply.header('referrer-policy', 'same-origin')
  const formAction = ["'self'", ...(formTarget ? [formTarget] : [])].join(' ')
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; ${scriptSource}style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${formAction}`,
    )
    .send(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            ${goesOn === undefined ? null : html`<meta http-equiv="refresh" content="0;url=${goesOn}" />`}
            <title>${title} · Gatewright</title>
            <link rel="stylesheet" href="/pages/style.css" />
          </head>
          <body>
            <main>
              <p class="brand">Gatewright</p>
              ${reply.server.unprotected ? html`<p class="fault" role="note">${unprotectedInWords}</p>` : null}
              ${body}
            </main>
            ${script ? { html: `<script>${script}</script>` } : null}
          </body>
        </html>`.html,
    )
}
