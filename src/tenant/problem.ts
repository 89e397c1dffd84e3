import type { z } from 'zod'
import type { Settings } from '#schema/category.ts'
import type { FieldFault, ProblemCode, ProblemDetail } from '#schema/problem.ts'
import { unseenNames } from '#schema/unseenNames.ts'

export type RefusedCheck = { check: string; expected: string; seen: string }

/** A refusal that the caller can do something about. The message is for people. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: ProblemDetail
  /** For the event of a refusal: which check, what it expected and what came. Not sent to the caller. */
  readonly judgement: RefusedCheck | undefined

  constructor(code: ProblemCode, message: string, detail: ProblemDetail = {}, judgement?: RefusedCheck) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.detail = detail
    this.judgement = judgement
  }
}

/** In the words that clients look for to tell what is gone from what failed (contract.md 1.3). */
export const notThere = (what: string, todo = '') =>
  new Problem('not_found', `The ${what} does not exist.${todo && ` ${todo}`}`)

/** A refusal at single fields; the message repeats the first for clients that know no fields. */
export function fieldProblem(code: 'invalid_fields' | 'taken', fields: FieldFault[]): Problem {
  return new Problem(code, fields[0]?.message ?? 'Some fields need another value.', { fields })
}

/** Parses with a schema or throws the faults as a Problem. `at` goes before each path. */
export function parsed<Output>(schema: z.ZodType<Output>, value: unknown, at: string[] = []): Output {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw fieldProblem(
    'invalid_fields',
    result.error.issues.map(({ path, message }) => ({ path: [...at, ...path].join('.'), message })),
  )
}

type Values = Record<string, Record<string, unknown>>

/** NT-36: no name that is new in `after` may hold something invisible. */
export function refuseUnseen(
  categories: readonly { id: string; settings: Settings }[],
  held: { after: Values; before?: Values | undefined },
): void {
  const faults = unseenNames(categories, held)
  if (faults.length > 0) throw fieldProblem('invalid_fields', faults)
}
