import { runInSandbox } from './sandbox.ts'
import type { ScriptFault } from './script.ts'

/** What keeps a script from being read at all, or null. It is not run. */
export async function checkClaimsScript(script: string): Promise<ScriptFault | null> {
  if (script.trim() === '') return null
  const { fault } = await runInSandbox({ kind: 'check', script })
  return fault
}
