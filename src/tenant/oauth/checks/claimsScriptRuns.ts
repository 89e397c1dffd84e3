import { faultInWords, type ScriptFault } from '../../claimsScript/script.ts'
import type { Check } from '../check.ts'

/** A script that fails gives no token: one without its claims would mean something else to the API that gets it. */
export const claimsScriptRuns: Check<{ scriptFault: ScriptFault | null }> = {
  id: 'claimsScriptRuns',
  judge: ({ scriptFault }) => ({
    passed: scriptFault === null,
    expected: 'A claims script that runs to its end',
    seen: scriptFault === null ? 'It ran' : faultInWords(scriptFault).replace(/\.$/, ''),
    cure: 'Mend the script on Advanced, and try it there for this user.',
  }),
  // What is in the script is the administrators' business: the caller learns only that it is not the caller's fault
  refusal: () => ({
    status: 400,
    error: 'server_error',
    description: 'the claims script of the application failed',
  }),
}
