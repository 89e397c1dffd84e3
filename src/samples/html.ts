/** Markup of the samples' pages. Every value is escaped but pieces that were made with this tag. */
export type Html = { readonly html: string }

export function html(parts: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  return { html: parts.reduce((whole, part, index) => whole + part + rendered(values[index] ?? ''), '') }
}

function rendered(value: string | Html | Html[]): string {
  if (Array.isArray(value)) return value.map((piece) => piece.html).join('')
  return typeof value === 'string' ? escaped(value) : value.html
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

export const page = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.html

export const style = `
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 32px 16px; max-width: 640px; font: 400 15px/1.6 system-ui, sans-serif; }
h1 { font-size: 22px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
td:last-child, th:last-child { text-align: right; }
.button { display: inline-block; padding: 8px 16px; border-radius: 6px; background: #0f6b4f; color: #fff; text-decoration: none; border: 0; font: inherit; cursor: pointer; }
.quiet { opacity: 0.75; }
code { overflow-wrap: anywhere; }
`
