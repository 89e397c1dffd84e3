import type { Confirmation } from '#schema/confirmed.ts'
import { problemCodes, type FieldFault, type ProblemCode } from '#schema/problem.ts'

/** The tenant's closed list, and what can go wrong before it answers. */
export type ApiProblemCode = ProblemCode | 'unreachable' | 'unreadable'

type Detail = {
  code: ApiProblemCode
  message: string
  status: number
  fields?: FieldFault[]
  /** With `stale`: the version that is current now. */
  version?: number
  /** With `unconfirmed`: what has to be confirmed. */
  confirmation?: Confirmation
  requestId?: string | null
}

/** Why a call failed: the one error that everything outside api/ has to know. */
export class ApiProblem extends Error {
  readonly code: ApiProblemCode
  readonly status: number
  readonly fields: readonly FieldFault[]
  readonly version: number | undefined
  readonly confirmation: Confirmation | undefined
  readonly requestId: string | null

  constructor({ code, message, status, fields = [], version, confirmation, requestId = null }: Detail) {
    super(message)
    this.name = 'ApiProblem'
    this.code = code
    this.status = status
    this.fields = fields
    this.version = version
    this.confirmation = confirmation
    this.requestId = requestId
  }
}

/** A failure as the screen says it: what happened, what to do, and the id under which the log has the rest. */
export type ProblemInWords = { happened: string; todo: string; requestId: string | null }

export function problemInWords(error: unknown): ProblemInWords {
  if (isMissingPart(error))
    return { happened: generally('unreachable'), todo: whatToDo('unreachable'), requestId: null }
  if (!(error instanceof ApiProblem))
    return {
      happened: 'The console could not show this.',
      todo: 'Load the page again. If it happens again, tell whoever runs this console what you did.',
      requestId: null,
    }
  return {
    // What is risky was on the screen, and its words for programs are of no use here
    happened: (error.confirmation ? '' : error.message) || generally(error.code),
    todo: whatToDo(error.code),
    requestId: error.requestId,
  }
}

/** A part of the console could not be loaded: Chromium, Firefox and Safari say so in words of their own. */
const isMissingPart = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|importing a module script/i.test(error.message)

/** True when the tenant could not be reached or was too slow: nothing was said about the request itself. */
export const isOutage = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && (error.code === 'unreachable' || error.code === 'unavailable')

function generally(code: ApiProblemCode): string {
  if (code === 'unreachable') return 'The console cannot reach its server.'
  if (code === 'unreadable') return 'The tenant gave an answer that this console does not understand.'
  return problemCodes[code]
}

function whatToDo(code: ApiProblemCode): string {
  switch (code) {
    case 'invalid_request':
    case 'invalid_fields':
      return 'Change what is marked and try again.'
    case 'not_found':
    case 'gone':
      return 'Go back to the list and look for it there.'
    case 'taken':
      return 'Choose another name.'
    case 'unversioned':
      return 'Load the page again and repeat the change.'
    case 'stale':
      return 'Compare both versions and choose what to keep.'
    case 'forbidden':
      return 'Ask a System Administrator for the right.'
    case 'unauthenticated':
      return 'Sign in again.'
    case 'reauthentication_required':
    case 'unconfirmed':
      return 'Nothing was changed. Repeat it, and confirm it when you are asked.'
    case 'limited':
      return 'Wait a minute and try again.'
    case 'unavailable':
    case 'unreachable':
      return 'Nothing you typed is lost. Try again in a moment.'
    case 'unreadable':
      return 'Check that console and tenant have the same version.'
    case 'failed':
      return 'Try again. If it happens again, give the request ID to whoever runs the tenant.'
  }
}
