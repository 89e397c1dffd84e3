type Limit = { atLeast: number } | { atMost: number }

export type Row = {
  what: string
  figure: string
  ratio?: number
  /** The least and the most ratio of a round. */
  spread?: readonly [number, number]
  /** Has to hold. */
  bar?: Limit
  /** Is to be reached one day. */
  goal?: Limit
}

/** A table for people. The bars are the project's own; a row outside its bar is marked. */
export function printTable(rows: readonly Row[]): void {
  const cells = rows.map(({ what, figure, ratio, spread, bar, goal }) => [
    what,
    figure,
    ratio === undefined ? '' : ratio.toFixed(2),
    spread === undefined ? '' : spread.map((each) => each.toFixed(2)).join('–'),
    bar === undefined || ratio === undefined ? '' : inWords(bar, ratio),
    goal === undefined || ratio === undefined ? '' : inWords(goal, ratio),
  ])
  const all = [['', 'Measured', 'Ratio', 'Spread', 'Bar', 'Goal'], ...cells]
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  for (const row of all)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

export const isWithin = (bar: Limit, ratio: number) =>
  'atLeast' in bar ? ratio >= bar.atLeast : ratio <= bar.atMost

const inWords = (bar: Limit, ratio: number) =>
  `${'atLeast' in bar ? `≥ ${bar.atLeast}` : `≤ ${bar.atMost}`} ${isWithin(bar, ratio) ? 'met' : 'MISSED'}`
