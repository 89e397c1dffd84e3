import { inSlices } from '#platform/inSlices.ts'
import type { Finding } from '#schema/judgement.ts'
import { openedCalls } from '#schema/openedCalls.ts'
import { opensEverything, patternFault } from '#schema/scopePattern.ts'
import { scopeRowShapes, type ScopeRow } from '#schema/scopeRow.ts'

type Opened = { pattern: string; fault: string | null; paths: string[] }

/** The scopes that could be judged in time and what each opens, with a finding where there were more. */
export type JudgedScopes = {
  rows: ScopeRow[]
  opens: { scope: string; patterns: Opened[] }[]
  findings: Finding[]
}

/** Milliseconds of computing: a hundred usual patterns take less. */
const longest = 300

/** What the scopes of a form would open, whoever wrote them: in slices, because patterns can be many and each can take long. */
export async function judgeScopes(typed: unknown): Promise<JudgedScopes> {
  const read = scopeRowShapes.safeParse(typed ?? [])
  if (!read.success) return { rows: [], opens: [], findings: [leftOut] }
  const mayGoOn = inSlices({ milliseconds: longest })
  const judged: JudgedScopes = { rows: [], opens: [], findings: [] }
  for (const { name, description, patterns } of read.data) {
    const opened: Opened[] = []
    for (const pattern of patterns.map((each) => each.trim())) {
      const found = await openedBy(pattern, mayGoOn)
      if (found) opened.push(found)
      else judged.findings = [leftOut]
    }
    judged.rows.push({ name, description, patterns: opened.map(({ pattern }) => pattern) })
    judged.opens.push({ scope: name, patterns: opened })
  }
  return judged
}

/** Null when there is no time left for it. */
async function openedBy(pattern: string, mayGoOn: () => Promise<boolean>): Promise<Opened | null> {
  if (!(await mayGoOn())) return null
  const fault = patternFault(pattern) ?? null
  if (!(await mayGoOn())) return null
  const paths = [...openedCalls([pattern])].map(({ path }) => path)
  // For the findings, which ask it of all patterns at once
  if (await mayGoOn()) opensEverything(pattern)
  return { pattern, fault, paths }
}

const leftOut: Finding = {
  id: 'patternsLeftOut',
  severity: 'info',
  at: 'scope.scopes',
  message: 'There are too many patterns to show here what all of them open. Some are left out below.',
}
