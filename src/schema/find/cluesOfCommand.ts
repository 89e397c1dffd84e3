import type { Clue, Recognised } from './clue.ts'
import { cluesOfAddress, cluesOfFields } from './cluesOfAddress.ts'
import { tokenIn } from './tokenIn.ts'

/** What a curl command asks for, and as whom. Passwords and secrets in it are passed over. */
export function cluesOfCommand(text: string): Recognised {
  const words = shellWords(text)
  const clues: Clue[] = []
  words.forEach((word, at) => {
    const before = words[at - 1] ?? ''
    if (before === '-u' || before === '--user')
      clues.push({ kind: 'client', value: word.split(':')[0] ?? '' })
    else if (before === '-H' || before === '--header') {
      const token = tokenIn(word.replace(':', ' '))
      if (token !== null) clues.push({ kind: 'token', value: token })
    } else if (isData(before)) clues.push(...cluesOfFields([...new URLSearchParams(word)]))
    else if (/^https?:/i.test(word)) clues.push(...cluesOfAddress(word).clues)
  })
  return { kind: 'command', clues, told: null }
}

const isData = (option: string) =>
  /^(?:-d|-F|--data|--data-raw|--data-urlencode|--data-ascii|--form)$/.test(option)

/** The words of a command as a shell has them: quotes hold a word together, a backslash before a line's end joins lines. */
function shellWords(text: string): string[] {
  const words: string[] = []
  let word: string | null = null
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
      else word = `${word ?? ''}${letter}`
    } else if (letter === '"' || letter === "'") {
      quote = letter
      word ??= ''
    } else if (letter === '\\') {
      at += 1
      const next = text[at] ?? ''
      if (!/\s/.test(next)) word = `${word ?? ''}${next}`
    } else if (/\s/.test(letter)) {
      if (word !== null) words.push(word)
      word = null
    } else word = `${word ?? ''}${letter}`
  }
  return word === null ? words : [...words, word]
}
