import type { FaultAnswer } from '#platform/answerFault.ts'
import { contentSecurityPolicy, newNonce } from './contentSecurityPolicy.ts'

type Problem = {
  title: string
  /** What happened, what was expected, what to do: a paragraph each. */
  text: string[]
}

/** The bff's only page of its own: a sign-in that came to nothing. Needs no script and no file. */
export function signInProblem({ title, text }: Problem, requestId: string): FaultAnswer {
  const nonce = newNonce()
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
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
${text.map((paragraph) => `<p>${escape(paragraph)}</p>`).join('\n')}
<p><a href="/bff/sign-in">Sign in again</a></p>
<p class="quiet">Request id <code>${escape(requestId)}</code></p>
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

const style = `
:root { color-scheme: light dark; --page: #fafafb; --card: #ffffff; --line: #d9dbe1; --text: #1b1e24; --quiet: #5b616e; --accent: #4338ca }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1115; --card: #161a20; --line: #2c323c; --text: #e6e8ec; --quiet: #a0a7b4; --accent: #a5b4fc }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text); font: 14px/1.5 "Inter Variable", Inter, system-ui, sans-serif }
main { box-sizing: border-box; width: min(440px, 100% - 32px); margin: 16px; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere }
h1 { margin: 0 0 12px; font-size: 20px; font-weight: 600 }
p { margin: 0 0 12px }
a { color: var(--accent); font-weight: 500 }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
.quiet { margin: 16px 0 0; color: var(--quiet); font-size: 13px }
code { font-family: ui-monospace, monospace; user-select: all }
`
