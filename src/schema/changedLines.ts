const mostShown = 30

/** The lines of a program that differ, without what is the same above and below them. `from` is the number of the first one in `after`. */
export function changedLines(before: string, after: string): { from: number; before: string; after: string } {
  const [was, is] = [linesOf(before), linesOf(after)]
  const shorter = Math.min(was.length, is.length)
  let same = 0
  while (same < shorter && was[same] === is[same]) same++
  let end = 0
  while (end < shorter - same && was.at(-1 - end) === is.at(-1 - end)) end++
  return {
    from: same + 1,
    before: shown(was.slice(same, was.length - end)),
    after: shown(is.slice(same, is.length - end)),
  }
}

const linesOf = (text: string) => (text === '' ? [] : text.split(/\r?\n/))

function shown(lines: string[]): string {
  if (lines.length === 0) return 'Nothing'
  const more = lines.length - mostShown
  const text = (more > 0 ? [...lines.slice(0, mostShown), `(${more} more lines)`] : lines).join('\n')
  return text.trim() === '' ? 'Empty lines' : text
}
