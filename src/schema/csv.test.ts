import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

/** What RFC 4180 says of a text of one or more lines. */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = []
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy
  for (let line: string[] = [], end = 0; end < csv.length; end = cell.lastIndex) {
    const [, text = '', separator] = cell.exec(csv) ?? [undefined, undefined, undefined]
    if (separator === undefined) throw new Error(`no cell begins at ${end} of ${JSON.stringify(csv)}`)
    line.push(text.replaceAll('""', '"'))
    if (separator === ',') continue
    lines.push(line)
    line = []
  }
  return lines
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', '＝', 'ä') }),
)

test('a reader gets every cell, and none begins as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 1 }), { minLength: 1 }), (lines) => {
      const read = cellsOf(lines.map(csvLine).join(''))
      expect(read.map(({ length }) => length)).toEqual(lines.map(({ length }) => length))
      for (const [row, line] of lines.entries())
        for (const [column, meant] of line.entries()) {
          const cell = read[row]?.[column] ?? ''
          expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
          expect([meant, `'${meant}`]).toContain(cell)
        }
    }),
  )
})

test('only what begins as a formula is changed', () => {
  const cells = ['=1+1', '+49', '-', '@a', '\tb', "'c", 'd=e', ' =f', '', null, 7, true]
  expect(cellsOf(csvLine(cells))).toEqual([
    ["'=1+1", "'+49", "'-", "'@a", "'\tb", "'c", 'd=e', ' =f', '', '', '7', 'true'],
  ])
})
