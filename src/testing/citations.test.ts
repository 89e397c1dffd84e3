import { expect, test } from 'vitest'
import { repository, type Source } from './repository.ts'
import { commentsOf, ruleIds, ruleLine, withOpenMarks } from './ruleIds.ts'
import { withDecisionIndex } from './decisionIndex.ts'

// What comments, test names and documents refer to is in the repository, and the rules say truly what is tested.

const everything = repository()
const texts = everything.filter(({ path }) => /\.(js|tsx?|md)$/.test(path))
const [rules, contract, decisions] = ['src/rules.md', 'src/contract.md', 'src/decisions.md'].map(textOf) as [
  string,
  string,
  string,
]

const defined = [...rulesIn(rules), ...rulesIn(contract)].map(({ id }) => id)

test('a rule is said once', () => {
  expect(defined.filter((id, index) => defined.indexOf(id) !== index)).toEqual([])
})

test('every rule that is cited is in rules.md or contract.md', () => {
  const unknown = texts.flatMap((source) =>
    found(source, ruleIds)
      .filter(({ what }) => !defined.includes(what))
      .map(({ what, at }) => `${at} cites ${what}: say in src/rules.md what holds`),
  )
  expect(unknown).toEqual([])
})

test('every section that is cited is in contract.md', () => {
  const sections = [...contract.matchAll(/^##+ (\d+(?:\.\d+)?)\.? /gm)].map(([, number = '']) => number)
  const list = /contract\.md (\d+(?:\.\d+)?(?:(?:, | to | and )\d+(?:\.\d+)?(?![\w.]))*)/g
  const missing = texts.flatMap((source) =>
    found(source, list).flatMap(({ what, at }) =>
      what
        .split(/, | to | and /)
        .filter((number) => !sections.includes(number))
        .map((number) => `${at} cites section ${number}: src/contract.md has none`),
    ),
  )
  expect(missing).toEqual([])
})

test('every decision that is cited by its title is in decisions.md', () => {
  const missing = texts.flatMap((source) =>
    found(source, /decisions\.md, "([^"]+)"/g)
      .filter(({ what }) => !decisions.includes(`\n## ${what}\n`))
      .map(({ what, at }) => `${at} cites "${what}": src/decisions.md has no such title`),
  )
  expect(missing).toEqual([])
})

test('every file that is cited is in the repository', () => {
  const paths = everything.map(({ path }) => `/${path}`)
  // The recipe for a noun names the files that it would have
  const others = texts.filter(({ path }) => path !== '.github/NOUN.md')
  const missing = others.flatMap((source) => {
    const said = { ...source, text: source.path.endsWith('.md') ? source.text : commentsOf(source.text) }
    return found(said, /(?<![\w*/.<>#-])((?:[\w.#-]+\/)*[a-z][\w.-]*\.(?:md|tsx?|js))(?![\w-])/gi)
      .filter(({ what }) => !paths.some((path) => path.endsWith(`/${what.replace(/^(#|(\.\.?\/)+)/, '')}`)))
      .map(({ what, at }) => `${at} cites ${what}, which is not in the repository`)
  })
  expect(missing).toEqual([])
})

test('no rule claims a test that is not there', () => {
  const claimed = (text: string) => rulesIn(text).flatMap(({ id, isOpen }) => (isOpen ? [] : [id]))
  const shown = claimed(withOpenMarks(rules, everything))
  expect(claimed(rules).filter((id) => !shown.includes(id))).toEqual([])
})

test('what SECURITY.md promises is held by tests', () => {
  const promised = textOf('.github/SECURITY.md').match(ruleIds) ?? []
  const shown = rulesIn(withOpenMarks(rules, everything)).filter(({ isOpen }) => !isOpen)
  expect(promised.filter((id) => !shown.some((rule) => rule.id === id))).toEqual([])
  expect(promised.length).toBeGreaterThan(30)
})

test('a rule is marked open until a test names it; a comment does not count', () => {
  const rules = '- **X-01** **(open)** One.\n- **X-02** Two.\n- **X-03** Three.\n- **F3** Four.\n'
  const sources = [
    { path: 'src/a.test.ts', text: "// X-02 is left out\ntest('X-01 X-04 holds', () => {})" },
    { path: 'src/a.ts', text: "const why = 'X-03'" },
  ]
  expect(withOpenMarks(rules, sources)).toBe(
    '- **X-01** One.\n- **X-02** **(open)** Two.\n- **X-03** **(open)** Three.\n- **F3** Four.\n',
  )
})

test('decisions are listed by subject, those without one last; what stands there already is replaced', () => {
  const body =
    '## Who’s “in”?\n\nSubject: Rights\n\nText.\n\n## Later\n\nText.\n\n## Before\n\nSubject: Audit\n\nText.\n'
  const made = withDecisionIndex(`# Anything\n\n- [Gone](#gone)\n\n${body}`)
  expect(made.split('\n').filter((line) => /^(\*\*|- )/.test(line))).toEqual([
    '**Audit**',
    '- [Before](#before)',
    '**Rights**',
    '- [Who’s “in”?](#whos-in)',
    '**Without a subject**',
    '- [Later](#later)',
  ])
  expect(made.endsWith(`\n\n${body}`)).toBe(true)
  expect(withDecisionIndex(made)).toBe(made)
})

function rulesIn(text: string): { id: string; isOpen: boolean }[] {
  return [...text.matchAll(ruleLine)].map(([, id = '', open]) => ({ id, isOpen: open !== undefined }))
}

function textOf(path: string): string {
  return everything.find((source) => source.path === path)?.text ?? ''
}

/** What a pattern finds, its first group if it has one, and on which line. */
function found({ path, text }: Source, pattern: RegExp): { what: string; at: string }[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(pattern)].map((match) => ({
      what: match[1] ?? match[0],
      at: `${path}:${index + 1}`,
    })),
  )
}
