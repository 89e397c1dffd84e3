// Words that the parser keeps for statements of SQL, and that the vendor has as columns, or clients as aliases (PB-06): From, Session, Count.

const reserved = new Set(
  `count from session order group table desc asc set case end limit having where select as and or not in is like between by on join
   left right full inner outer union all distinct exists create update delete insert into values drop alter with recursive using show
   call explain add rename read write global local when then else`.split(/\s+/),
)
/** After these stands a name or a value, unless what follows says otherwise. */
const before = new Set(
  `select distinct , by where and or not ( = < > <= >= <> != == when then else having between`.split(' '),
)
/** A word that one of these follows is no beginning of anything. */
const after = new Set(
  `, ) = < > <= >= <> != == from as asc desc limit offset having order group where and or like in is between not collate then else end ;`.split(
    ' ',
  ),
)

/** What stands before a value itself: a name only where nothing else can be. */
const operators = new Set('and or not case when then else end'.split(' '))
const isIn = (word: string | undefined, ...words: string[]) => word !== undefined && words.includes(word)

/** Texts and names in quotes as they are, words, and signs. */
const parts = /'(?:[^']|'')*'?|"[^"]*"?|`[^`]*`?|\w+|[<>!=]=|<>|[^\s\w]/g

/** The script with such words in quotes, where by their place they are names. */
export function withNamesQuoted(script: string): string {
  const found = [...script.matchAll(parts)]
  const word = (index: number) => found[index]?.[0].toLowerCase()
  return found
    .map(({ 0: text, index: at }, index) => {
      const end = at + text.length
      const until = found[index + 1]?.index ?? script.length
      const isName = standsAsName(text.toLowerCase(), word(index - 1), word(index + 1))
      return (isName ? `\`${text}\`` : text) + script.slice(end, until)
    })
    .reduce((whole, part) => whole + part, script.slice(0, found[0]?.index ?? script.length))
}

function standsAsName(word: string, previous: string | undefined, next: string | undefined): boolean {
  if (!reserved.has(word) || previous === undefined || next === '(') return false
  if (previous === 'as' || previous === '.') return true
  if (operators.has(word)) return isIn(previous, 'select', ',') && isIn(next, ',', 'from', 'as')
  return before.has(previous) && (next === undefined || after.has(next))
}
