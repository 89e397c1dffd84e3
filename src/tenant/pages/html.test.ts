import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

test('FE-03 no text gets out of its place in a page, neither in content nor in an attribute', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '`', '=', ' ', '\0', '/') }),
      (text) => {
        const page = html`<p title="${text}">${text}</p>`.html
        const inner = page.slice('<p title="'.length, -'</p>'.length)
        const [attribute = '', content = '', ...more] = inner.split('">')
        expect(more).toEqual([])
        for (const part of [attribute, content])
          expect(part).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/)
      },
    ),
  )
})

test('pieces made with the same tag stay as they are, lists too, and null is nothing', () => {
  const items = ['<a>', 'b'].map((text) => html`<li>${text}</li>`)
  const list = html`<ul>
    ${items}${null}
  </ul>`
  expect(list.html.replace(/\s+/g, '')).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>')
})
