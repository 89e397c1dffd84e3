import { HttpFault } from './httpFault.ts'

/**
 * The one reader of JSON bodies; an empty one reads as {}. Refuses what readers disagree on (F12): members given twice, also
 * in another letter case (NT-43), `__proto__`, and nesting deeper than 20 (RL-06). Messages repeat nothing of the body.
 * @param sameName gives names that count as the same alike.
 */
export function readJson(text: string, { sameName = inAnyCase } = {}): unknown {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text
  if (json.trim() === '') return {}
  checkStructure(json, sameName)
  try {
    return JSON.parse(json)
  } catch {
    throw refused('The body is not valid JSON.')
  }
}

type SameName = (name: string) => string

const inAnyCase: SameName = (name) => name.toLowerCase()

const deepest = 20

/**
 * One pass over strings, brackets and colons. It may misread what is no JSON, which the parser refuses afterwards; in valid
 * JSON a string before a colon is a member's name.
 */
function checkStructure(json: string, sameName: SameName): void {
  const open: Set<string>[] = []
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case openBrace:
      case openBracket:
        open.push(new Set())
        if (open.length > deepest) throw refused(`The body is nested deeper than ${deepest} levels.`)
        break
      case closeBrace:
      case closeBracket:
        open.pop()
        break
      case quote: {
        const end = endOfString(json, at)
        if (isBeforeColon(json, end)) checkName(sameName(unescaped(json.slice(at, end))), open.at(-1))
        at = end - 1
      }
    }
  }
}

function checkName(name: string, siblings: Set<string> | undefined): void {
  if (name === '__proto__') throw refused('The body has a member named __proto__.')
  if (siblings?.has(name))
    throw refused('The body has an object with the same member twice (letter case does not count).')
  siblings?.add(name)
}

/** A name can be written with escapes, and is the same name then. */
function unescaped(written: string): string {
  if (!written.includes('\\')) return written.slice(1, -1)
  try {
    return String(JSON.parse(written))
  } catch {
    throw refused('The body is not valid JSON.')
  }
}

/** The position after the closing quote, or the end of the text. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at + 1
  }
  return json.length
}

function isBeforeColon(json: string, end: number): boolean {
  let at = end
  while (whitespace.has(json.charCodeAt(at))) at++
  return json.charCodeAt(at) === colon
}

const refused = (message: string) => new HttpFault(400, 'invalid_json', message)

const code = (character: string) => character.charCodeAt(0)
const [openBrace, closeBrace, openBracket, closeBracket] = [code('{'), code('}'), code('['), code(']')]
const [quote, backslash, colon] = [code('"'), code('\\'), code(':')]
const whitespace = new Set([' ', '\t', '\n', '\r'].map(code))
