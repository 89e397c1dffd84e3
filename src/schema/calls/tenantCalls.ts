import { z } from 'zod'
import { anyLogin, everybody, get, read, type Endpoint } from '../endpoint.ts'
import { redrockArgs, redrockReply } from '../redrock.ts'
import { rowReaders } from '../right.ts'
import { listedCall } from '../listedCall.ts'
import { long, nothing, text } from './values.ts'

const sysInfo = z.object({ Product: text, Version: text })

/** What the tenant offers, and queries over what it holds (contract.md 8). */
export const tenantCalls = {
  redrockQuery: read('/Redrock/query', {
    about: 'Query applications, users, roles and events. Rows follow the caller’s rights.',
    access: anyLogin,
    rightInWords: 'Read Only System Administration or Report Management for events',
    rowsBy: rowReaders,
    risk: 'reads',
    request: z.object({ Script: long, Args: redrockArgs.nullish() }),
    response: redrockReply,
  }),
  sysInfoAbout: read('/sysinfo/about', {
    about: 'Say that a tenant answers here.',
    access: everybody,
    risk: 'low',
    request: z.object({}),
    response: sysInfo,
  }),
  sysInfoVersion: read('/sysinfo/version', {
    about: 'Tell which version of the contract the tenant speaks.',
    access: everybody,
    risk: 'low',
    request: z.object({}),
    response: sysInfo,
  }),
  capabilities: get('/Gatewright/Capabilities', {
    about: 'Tell what this tenant offers.',
    access: anyLogin,
    risk: 'low',
    request: nothing,
    response: z.object({
      tenant: z.object({ id: text, name: text, kind: z.literal('embedded'), url: text }),
      suffixes: z.array(text),
      /** Every call that a token opens, with its name in this table. */
      apis: z.array(listedCall),
    }),
  }),
} as const satisfies Record<string, Endpoint>
