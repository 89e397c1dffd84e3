import { expect } from 'vitest'
import { runClaimsScript } from '#tenant/claimsScript/runClaimsScript.ts'
import { faultInWords } from '#tenant/claimsScript/script.ts'

export const scriptUser = {
  uuid: '0b0e7a4c-0000-4000-8000-000000000001',
  username: 'ada@acme.test',
  displayName: 'Ada',
  mail: 'ada@mail.test',
  roleNames: ['Operations'],
  attributes: { mail: 'ada@mail.test', description: '' },
}
const tenant = { cybrtenantid: 'ABC0123', cybrsubdomain: 'acme' }

export const run = (script: string) => runClaimsScript({ script, user: scriptUser, tenant })

/** The claims of a script that runs to its end. */
export async function claimsOf(script: string): Promise<Record<string, unknown>> {
  const { claims, fault } = await run(script)
  expect(fault).toBeNull()
  return Object.fromEntries(claims.map(({ name, value }) => [name, value]))
}

/** "Line 3: what happened". A script that fails gives no claim at all. */
export async function faultOf(script: string): Promise<string> {
  const { claims, fault } = await run(script)
  expect(claims).toEqual([])
  return fault === null ? 'none' : faultInWords(fault)
}
