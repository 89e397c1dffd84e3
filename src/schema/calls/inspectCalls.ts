import { z } from 'zod'
import { onApplication, read, type Endpoint } from '../endpoint.ts'
import { inspectedCheck, inspectedToken } from '../judgement.ts'
import { applicationReaders, userReaders } from '../right.ts'
import { upTo } from '../upTo.ts'
import { ids, short, text, textMap } from './values.ts'

const request = z.object({
  rowKey: short,
  /** The auth method. */
  way: z.enum(['ClientCreds', 'AuthorizationCode', 'Implicit', 'ResourceCreds']),
  /** As the program sends it; that of the usual client when left out. */
  clientId: short.nullish(),
  /** Whether a secret is sent, where the Client ID Type leaves that open. */
  withSecret: z.boolean().nullish(),
  /** Of whoever signs in; the caller when left out. */
  loginName: short.nullish(),
  /** Every scope of the application when left out. */
  scope: ids.max(100).nullish(),
  /** The first that is registered when left out. */
  redirectUri: upTo(2000).nullish(),
})

const response = z.object({
  /** `hidden`: it depends on a user whom the caller may not read. */
  verdict: z.enum(['issued', 'refused', 'hidden']),
  clientId: text,
  /** In the order in which requests meet them. */
  checks: z.array(inspectedCheck),
  /** Null unless one would be issued. */
  token: inspectedToken.nullable(),
})

/** Why a client gets a token of an application, or why not. */
export const inspectCalls = {
  inspectApplication: read('/Gatewright/Applications/Inspect', {
    about:
      'Say whether a client would get a token of an application now, with each check that decides. Nothing is issued.',
    access: onApplication('ViewDetail', ...applicationReaders),
    rowsBy: userReaders,
    risk: 'reads',
    request,
    response,
  }),
  inspectUnsaved: read('/Gatewright/Applications/InspectUnsaved', {
    about: 'Say the same of unsaved settings of an application.',
    // AZ-03: what may be tried is what may be saved
    access: onApplication('Manage', 'appman'),
    rowsBy: userReaders,
    risk: 'reads',
    request: request.extend({
      /** As typed so far: what a setting cannot hold is left out (readDraft). */
      application: textMap,
    }),
    response,
  }),
} as const satisfies Record<string, Endpoint>
