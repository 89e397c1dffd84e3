import type { Access } from './endpoint.ts'
import { opensTenantApis } from './application/ofTemplate.ts'
import type { ApplicationConfig, TemplateName } from './application/index.ts'
import { openedBeyond, type OpenedCall } from './openedCalls.ts'
import { powerNames, type Power } from './power.ts'
import type { FieldFault } from './problem.ts'
import type { Right } from './right.ts'
import type { ScopeRow } from './scopeRow.ts'

/** Who saves scopes, and what limits that person besides its rights. */
export type Editor = {
  rights: ReadonlySet<Right>
  systemAdministrator: boolean
  /** Whether the scopes of the editor's own token open a path; without, rights alone count. */
  reaches?: (path: string) => boolean
}

/**
 * AZ-05: why this editor may not add the pattern to a scope that had `before`, or undefined. What opens more than the scope did is for whoever could make
 * these calls. Calls that everybody may make demand nothing, also where their rows follow rights.
 */
export function wideningFault(
  editor: Editor,
  pattern: string,
  before: readonly string[],
): string | undefined {
  const refused = openedBeyond([pattern], before).filter((call) => !couldCall(editor, call))
  return refused.length > 0 ? inWords(editor, pattern, refused) : undefined
}

/** The same for all scopes of an application. Scopes are known by their names. */
export const wideningFaults = (
  editor: Editor,
  { template, config: { scope } }: { template: TemplateName; config: Pick<ApplicationConfig, 'scope'> },
  held: readonly ScopeRow[],
): FieldFault[] =>
  opensTenantApis({ template })
    ? scope.scopes.flatMap(({ name, patterns }, row) =>
        patterns.flatMap((pattern, index) => {
          const message = wideningFault(editor, pattern, patternsNamed(held, name))
          return message === undefined ? [] : [{ path: `scope.scopes.${row}.patterns.${index}`, message }]
        }),
      )
    : []

export const patternsNamed = (scopes: readonly ScopeRow[], name: string): readonly string[] =>
  scopes.find((each) => each.name === name)?.patterns ?? []

function couldCall(editor: Editor, { path, endpoint: { access } }: OpenedCall): boolean {
  if (access.kind === 'public' || access.kind === 'anyLogin') return true
  return holdsRights(editor, access) && (editor.reaches?.(path) ?? true)
}

function holdsRights({ rights, systemAdministrator }: Editor, access: Access): boolean {
  if (systemAdministrator) return true
  switch (access.kind) {
    case 'public':
    case 'anyLogin':
      return true
    case 'rights':
      return access.anyOf.some((right) => rights.has(right))
    case 'allRights':
      return access.allOf.every((right) => rights.has(right))
    case 'byOwner':
      return [access.user, access.application].every(({ anyOf }) => anyOf.some((right) => rights.has(right)))
  }
}

function inWords(editor: Editor, pattern: string, refused: readonly OpenedCall[]): string {
  const [first] = refused
  const others = refused.length > 1 ? ` and ${refused.length - 1} more calls` : ''
  const opens = `${pattern} opens ${first?.path ?? ''}${others}, which`
  const lacking = refused.filter(({ endpoint: { access } }) => !holdsRights(editor, access))
  if (lacking.length === 0)
    return `${opens} the scopes of your own token do not open. Save this with a token that opens it, or open less.`
  const needed = new Set(lacking.flatMap(({ endpoint: { access } }) => rightsFor(access)))
  // Who needs that role needs no right besides
  const names = needed.has('sysadmin') ? [powerNames.sysadmin] : [...needed].map((each) => powerNames[each])
  return `${opens} you may not make yourself. It takes ${names.join(', ')}. Let somebody save this who holds that, or open less.`
}

/** What to ask for: of several rights that are enough the first, which is the one that the call is meant for. */
function rightsFor(access: Access): Power[] {
  switch (access.kind) {
    case 'public':
    case 'anyLogin':
      return []
    case 'rights':
      return [access.anyOf[0] ?? 'sysadmin']
    case 'allRights':
      return [...access.allOf]
    case 'byOwner':
      return [...rightsFor(access.user), ...rightsFor(access.application)]
  }
}
