import { contentSecurityPolicy, newNonce } from './contentSecurityPolicy.ts'

type PlainPage = {
  title: string
  /** A paragraph each. */
  text: string[]
  link?: { href: string; label: string }
  requestId?: string
  /** Address of a script of ours. */
  script?: string
}

/** A page of the bff itself: needs nothing that the console is built of. */
export function plainPage({ title, text, link, requestId, script }: PlainPage) {
  const nonce = newNonce()
  const lines = [
    `<h1>${escape(title)}</h1>`,
    ...text.map((paragraph) => `<p>${escape(paragraph)}</p>`),
    ...(link ? [`<p><a href="${escape(link.href)}">${escape(link.label)}</a></p>`] : []),
    ...(requestId ? [`<p class="quiet">Request id <code>${escape(requestId)}</code></p>`] : []),
  ]
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
    },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Gatewright</title>
<style nonce="${nonce}">${style}</style>${script ? `\n<script src="${script}" defer></script>` : ''}
</head>
<body>
<main>
${lines.join('\n')}
</main>
</body>
</html>
`,
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escape = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')

/** In the colours of the console and the tenant's pages. */
const style = `
:root { color-scheme: light dark; --page: #fafafb; --surface: #fff; --border: #d9dce3; --text: #1b1e25; --quiet: #5a6170; --accent: #4f46e5 }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1115; --surface: #161a20; --border: #333a46; --text: #e7e9ee; --quiet: #a0a7b5; --accent: #a5b4fc }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 16px; background: var(--page); color: var(--text); font: 14px/1.5 "Inter Variable", system-ui, sans-serif }
main { width: 100%; max-width: 440px; padding: 32px; background: var(--surface); border: 1px solid var(--border); border-radius: 6px; overflow-wrap: anywhere }
h1 { margin: 0 0 12px; font-size: 20px; font-weight: 600; line-height: 1.3 }
p { margin: 0 0 12px }
a { color: var(--accent); font-weight: 500 }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
.quiet { margin: 16px 0 0; color: var(--quiet); font-size: 13px }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; user-select: all }
`
