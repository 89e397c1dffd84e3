import { withoutLoopbackPort } from '../loopbackPort.ts'

/** Two addresses side by side: what they have in common around what differs. */
export type AddressDifference = {
  registered: string
  before: string
  yours: string
  theirs: string
  after: string
  /** What differs, for who does not see the marks. */
  words: string
}

/** Letters of an address that are compared, and registered addresses that are looked at. */
const longest = 2000
const most = 1000

/** The registered address that has most in common with the one that came; null where none is registered. */
export function nearestAddress(sent: string, registered: readonly string[]): AddressDifference | null {
  const { text, cut } = wholeOrCut(sent)
  const came = letters(withoutLoopbackPort(text))
  let nearest: { at: string; parts: Parts } | null = null
  for (const address of registered.slice(0, most)) {
    const there = letters(withoutLoopbackPort(address)).slice(0, cut ? came.length : longest)
    const parts = compared(came, there)
    if (nearest === null || apart(parts) < apart(nearest.parts)) nearest = { at: address, parts }
  }
  if (nearest === null) return null
  const { at, parts } = nearest
  return { registered: at, ...joined(parts), words: inWords(parts, cut) }
}

type Parts = { before: string[]; yours: string[]; theirs: string[]; after: string[] }

function compared(came: string[], there: string[]): Parts {
  const shorter = Math.min(came.length, there.length)
  let start = 0
  while (start < shorter && came[start] === there[start]) start += 1
  let end = 0
  while (end < shorter - start && came[came.length - 1 - end] === there[there.length - 1 - end]) end += 1
  return {
    before: came.slice(0, start),
    yours: came.slice(start, came.length - end),
    theirs: there.slice(start, there.length - end),
    after: came.slice(came.length - end),
  }
}

const apart = ({ yours, theirs }: Parts) => Math.max(yours.length, theirs.length)

const joined = ({ before, yours, theirs, after }: Parts) => ({
  before: before.join(''),
  yours: yours.join(''),
  theirs: theirs.join(''),
  after: after.join(''),
})

function inWords(parts: Parts, cut: boolean): string {
  const { before, yours, theirs, after } = joined(parts)
  const atEnd = after === ''
  if (yours === '' && theirs === '')
    return cut
      ? 'What was kept of the address is the same; it goes on, and only its beginning was recorded.'
      : 'It is registered now: nothing differs.'
  const place = `It differs at character ${parts.before.length + 1}`
  if (yours === '')
    return atEnd
      ? `${place}: the registered one ends in ${said(theirs)}, yours does not.`
      : `${place}: the registered one has ${said(theirs)} there, yours does not.`
  if (theirs === '')
    return atEnd
      ? `${place}: yours ends in ${said(yours)}, the registered one does not.`
      : `${place}: yours has ${said(yours)} there, the registered one does not.`
  if (yours.toLowerCase() === theirs.toLowerCase())
    return `${place}, in upper and lower case alone: yours has ${said(yours)}, the registered one ${said(theirs)}.`
  if (before === '' || !before.includes('://'))
    return `${place}, in the scheme or host: yours has ${said(yours)}, the registered one ${said(theirs)}.`
  return `${place}: yours has ${said(yours)}, the registered one ${said(theirs)}.`
}

const longestSaid = 60

/** A blank is named, for nobody sees one. */
function said(text: string): string {
  if (/^\s+$/.test(text)) return text.length === 1 ? 'a blank' : `${text.length} blanks`
  return text.length > longestSaid ? `“${text.slice(0, longestSaid)}…”` : `“${text}”`
}

/** Of what strangers send only the beginning is kept, with its length behind it (audit/bounded.ts). */
function wholeOrCut(sent: string): { text: string; cut: boolean } {
  const mark = sent.lastIndexOf('… (')
  return mark > 0 && sent.endsWith(' characters)')
    ? { text: sent.slice(0, mark), cut: true }
    : { text: sent.slice(0, longest), cut: sent.length > longest }
}

const letters = (text: string): string[] => Array.from(text)
