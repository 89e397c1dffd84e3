export type Cell = string | number | boolean | null

/** Spreadsheets tell UTF-8 by this sign. */
export const byteOrderMark = '\uFEFF'

/** A line of RFC 4180. Everything is quoted, so that no reader takes a sign in it for a separator. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(quoted).join(',')}\r\n`

const quoted = (cell: Cell) => `"${harmless(String(cell ?? '')).replaceAll('"', '""')}"`

/** A spreadsheet takes a cell that begins so for a formula, and computes what anybody has typed into a name. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

const harmless = (text: string) => (formula.test(text) ? `'${text}` : text)
