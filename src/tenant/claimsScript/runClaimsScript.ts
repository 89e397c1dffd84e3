import type { Place } from '#platform/queue.ts'
import { runInSandbox } from './sandbox.ts'
import type { ScriptOutcome, ScriptTenant, ScriptUser } from './script.ts'

/** The claims that a script adds to a token for this user, or what is wrong with it. Nothing it does reaches this process. */
export async function runClaimsScript(
  asked: { script: string; user: ScriptUser; tenant: ScriptTenant },
  place?: Place,
): Promise<ScriptOutcome> {
  if (asked.script.trim() === '') return { claims: [], fault: null, milliseconds: 0 }
  return runInSandbox({ kind: 'run', ...asked }, place)
}
