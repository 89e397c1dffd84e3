/** A piece of markup in which every value is escaped. */
export type Html = { readonly html: string }

/** Template tag: every value is escaped but pieces that were made with this tag. */
export function html(parts: TemplateStringsArray, ...values: (string | Html | Html[] | null)[]): Html {
  const text = parts.reduce(
    (whole, part, index) => whole + part + rendered(values[index] ?? null, index < values.length),
    '',
  )
  return { html: text }
}

function rendered(value: string | Html | Html[] | null, present: boolean): string {
  if (!present || value === null) return ''
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
