/**
 * What a program gets when somebody follows its link in a browser: the address that the browser is sent to, or the form that a page makes it post
 * there. `session` is the tenant's cookie of somebody who is signed in.
 */
export async function visit(link: URL, session: string): Promise<URL | Request> {
  const reply = await fetch(link, { redirect: 'manual', headers: { cookie: `.ASPXAUTH=${session}` } })
  const location = reply.headers.get('location')
  if (location !== null) return new URL(location, link)
  const page = await reply.text()
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
  if (reply.status !== 200 || action === undefined)
    throw new Error(`${reply.status} without an answer: ${page}`)
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return new Request(text(action), {
    method: 'POST',
    body: new URLSearchParams(hidden.map(([, name = '', value = '']) => [text(name), text(value)])),
  })
}

/** As `visit`, of an answer that is an address. */
export async function visitAddress(link: URL, session: string): Promise<URL> {
  const answer = await visit(link, session)
  if (answer instanceof URL) return answer
  throw new Error(`A form instead of an address, for ${answer.url}`)
}

/** The text that markup stands for. */
export const text = (markup: string) =>
  markup
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
