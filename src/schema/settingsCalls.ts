import { z } from 'zod'
import { advanced } from './application/advanced.ts'
import { applicationWire } from './application/wire.ts'
import { templates, type TemplateName } from './application/index.ts'
import { anyClientSetup, clientSetupOf } from './clientSetup.ts'
import { allOf, onApplication, read, write, type Endpoint } from './endpoint.ts'
import { explainedClaim, finding, judgement } from './judgement.ts'
import { applicationSaved } from './calls/applicationCalls.ts'
import { deviceCalls } from './deviceCalls.ts'
import { identityProviderCalls } from './identityProviderCalls.ts'
import { inspectCalls } from './calls/inspectCalls.ts'
import { suffixCalls } from './calls/suffixCalls.ts'
import { ids, short, text, textMap } from './calls/values.ts'
import { upTo } from './upTo.ts'
import { applicationReaders } from './right.ts'

const template = z
  .enum(Object.keys(templates) as [TemplateName, ...TemplateName[]])
  .default('OAuth2ServerClient')

/** A client setup is judged by its template. */
const newClient = z
  .object({ key: z.uuid(), recipe: upTo(100), template, setup: anyClientSetup })
  .check(({ value, issues }) => {
    for (const { path, message } of clientSetupOf(value.template).safeParse(value.setup).error?.issues ?? [])
      issues.push({ code: 'custom', input: value.setup, path: ['setup', ...path], message })
  })

/** What settings mean: the judgements on a request, the token that it gives, and what its scopes open. */
const preview = z.object({
  /** A program that acts for itself, or a person who signs in: here the caller. */
  for: z.enum(['program', 'person']),
  judgements: z.array(judgement),
  findings: z.array(finding),
  token: z
    .object({
      /** Empty for an opaque token, whose claims only introspection tells. */
      header: z.record(z.string(), z.unknown()),
      claims: z.array(explainedClaim),
      lifetime: z.number(),
      expiresAt: z.number(),
    })
    .nullable(),
  endpoints: z.array(z.object({ name: text, url: text })),
  opens: z.array(
    z.object({
      scope: text,
      patterns: z.array(z.object({ pattern: text, fault: text.nullable(), paths: z.array(text) })),
    }),
  ),
})

/** The calls of the tenant API that carry the settings of an application, of an identity provider or of a security device. */
export const settingsCalls = {
  ...identityProviderCalls,
  ...deviceCalls,
  ...suffixCalls,
  ...inspectCalls,
  getApplication: read('/SaasManage/GetApplication', {
    about: 'Read the settings of an application.',
    access: onApplication('ViewDetail', ...applicationReaders),
    risk: 'reads',
    request: z.object({ _RowKey: short }),
    response: applicationWire.nullable(),
  }),
  createClient: write('/Gatewright/Setup/CreateClient', {
    about: 'Create an application with its client, role and permission in one step.',
    access: allOf('appman', 'dsman', 'roleman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: newClient,
    response: z.object({
      applicationRowKey: text,
      applicationId: text,
      /** Null where no service user belongs to it, and no role then. */
      userId: text.nullable(),
      roleId: text.nullable(),
      roleName: text.nullable(),
      /** The service user's login name, the application's row key, or the first allowed client; null where any ID will do. */
      clientId: text.nullable(),
      /** Null when the secret was typed, the user already had one, or clients have none: then it is nowhere to be had. */
      secret: text.nullable(),
      tokenEndpoint: text,
      server: text,
      scope: text,
    }),
  }),
  previewToken: read('/Gatewright/Preview/Token', {
    about: 'Show which token unsaved settings would give.',
    // AZ-03: what may be tried is what may be saved
    access: onApplication('Manage', 'appman'),
    risk: 'reads',
    request: z.object({
      /** As typed so far: what a setting cannot hold is left out (readDraft). */
      application: textMap,
      /** The application being edited, when it exists; else the template that it will have. */
      rowKey: short.nullish(),
      template,
      /** Who asks for the token: a service user that the permissions let in, or the one of guided setup, which will have Run. */
      client: z.union([
        z.object({ kind: z.literal('permitted') }),
        z.object({ kind: z.literal('toBeMade'), loginName: short }),
        z.object({ kind: z.literal('chosen'), userId: short }),
      ]),
      scope: ids.max(100).nullish(),
    }),
    response: preview,
  }),
  previewSaved: read('/Gatewright/Preview/Saved', {
    about: 'Show which token the saved settings of an application give. Nothing is run.',
    access: onApplication('ViewDetail', ...applicationReaders),
    risk: 'reads',
    request: z.object({ rowKey: short }),
    response: preview,
  }),
  resetAppScript: write('/SaasManage/ResetAppScript', {
    about: 'Clear the claims script of an application.',
    access: onApplication('Manage', 'appman'),
    risk: 'writes',
    recentProof: 'always',
    request: z.object({ _RowKey: short }),
    response: applicationSaved,
  }),
  previewClaimsScript: write('/Gatewright/Preview/ClaimsScript', {
    about: 'Run a claims script for a user and show the claims that it would set.',
    // AZ-03: it runs something, so read-only administration is not enough, and it is no call that may be repeated unasked
    access: onApplication('Manage', 'appman'),
    risk: 'reads',
    request: z.object({
      script: advanced.settings.claimsScript.schema,
      /** The person who asks, when left out. Somebody else needs a right to read users. */
      userId: short.nullish(),
      /** The application being edited: Manage on it is enough. */
      rowKey: short.nullish(),
    }),
    response: z.object({
      claims: z.array(z.object({ name: text, value: z.unknown() })),
      fault: z.object({ message: text, line: z.int().nullable() }).nullable(),
      milliseconds: z.number(),
    }),
  }),
} as const satisfies Record<string, Endpoint>
