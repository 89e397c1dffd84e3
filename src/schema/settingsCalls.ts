import { z } from 'zod'
import { applicationWire } from './application/wire.ts'
import { clientSetup } from './clientSetup.ts'
import { allOf, anyOf, onApplication, read, write, type Endpoint } from './endpoint.ts'
import { explainedClaim, finding, judgement } from './judgement.ts'

const text = z.string()

/** The calls of the tenant API that carry the settings of an application. */
export const settingsCalls = {
  getApplication: read('/SaasManage/GetApplication', {
    about: 'Read the settings of an application.',
    access: onApplication('ViewDetail', 'appman', 'monitor'),
    risk: 'reads',
    request: z.object({ _RowKey: text }),
    response: applicationWire.nullable(),
  }),
  createClient: write('/Gatewright/Setup/CreateClient', {
    about: 'Create an application with its confidential client, role and permission in one step.',
    access: allOf('appman', 'dsman', 'roleman'),
    risk: 'takesOver',
    request: z.object({ key: z.uuid(), recipe: text.max(100), setup: clientSetup }),
    response: z.object({
      applicationRowKey: text,
      applicationId: text,
      userId: text,
      clientId: text,
      roleId: text,
      roleName: text,
      /** Null when the secret was typed or the user already had one: then it is nowhere to be had. */
      secret: text.nullable(),
      tokenEndpoint: text,
      server: text,
      scope: text,
    }),
  }),
  previewToken: read('/Gatewright/Preview/Token', {
    about: 'Show which token unsaved settings would give.',
    access: anyOf('appman', 'monitor'),
    risk: 'reads',
    request: z.object({
      /** As typed so far: what a setting cannot hold is left out (readDraft). */
      application: z.record(z.string(), z.unknown()),
      /** The application being edited, when it exists. */
      rowKey: text.nullish(),
      /** Who asks for the token: a service user that the permissions let in, or the one of guided setup, which will have Run. */
      client: z.union([
        z.object({ kind: z.literal('permitted') }),
        z.object({ kind: z.literal('toBeMade'), loginName: text }),
        z.object({ kind: z.literal('chosen'), userId: text }),
      ]),
      scope: z.array(text).nullish(),
    }),
    response: z.object({
      judgements: z.array(judgement),
      findings: z.array(finding),
      token: z
        .object({
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
    }),
  }),
} as const satisfies Record<string, Endpoint>
