import { z } from 'zod'
import { anyOf, onApplication, read, write, type Endpoint } from '../endpoint.ts'
import { redrockArgs } from '../redrock.ts'
import { flag, nothing, nothingBack, oneOrMore, short, text } from './values.ts'
import { applicationReaders, userReaders } from '../right.ts'

const id = z.object({ ID: short })
/** The vendor's State, and which version it is now (D10). */
export const applicationSaved = z.object({ State: z.int(), Gatewright: z.object({ Version: z.int() }) })
const templateRow = z.object({
  ID: z.string(),
  Name: z.string(),
  DisplayName: z.string(),
  Description: z.string(),
  Category: z.string(),
  AppType: z.string(),
  AppTypeDisplayName: z.string(),
  WebAppTypeDisplayName: z.string(),
  TemplateName: z.string(),
  Generic: z.boolean(),
})
const templateList = z.object({ Results: z.array(z.object({ Row: templateRow })) })

/** Applications, as far as a call carries none of their settings (contract.md 3), and the catalogue of templates. */
export const applicationCalls = {
  importAppFromTemplate: write('/SaasManage/ImportAppFromTemplate', {
    about: 'Add an application from the catalogue.',
    access: anyOf('appman'),
    risk: 'writes',
    request: z.object({
      ID: z.array(short).max(20),
      Gatewright: z.object({ RequirePkce: z.boolean().optional() }).optional(),
    }),
    response: z.array(z.object({ success: z.boolean(), ID: text, _RowKey: text })),
  }),
  updateApplication: write('/SaasManage/UpdateApplicationDE', {
    about: 'Change the settings of an application.',
    access: onApplication('Manage', 'appman'),
    risk: 'takesOver',
    recentProof: 'when the claims script, the client secret or who may manage the application changes',
    request: z.looseObject({ _RowKey: short.optional() }),
    response: applicationSaved,
  }),
  getOpenIdClientSecret: write('/SaasManage/GetOpenIdClientSecret', {
    about: 'Say what to do for the client secret of an OpenID Connect application, which cannot be read.',
    // AZ-03: as if it gave the secret, which the vendor's call does: nothing for read-only administration
    access: onApplication('Manage', 'appman'),
    risk: 'low',
    request: id,
    response: nothingBack,
  }),
  deleteApplication: write('/SaasManage/DeleteApplication', {
    about: 'Delete applications.',
    access: onApplication('Delete', 'appman'),
    risk: 'writes',
    request: z.object({
      _RowKey: oneOrMore.optional(),
      ID: oneOrMore.optional(),
    }),
    response: z.array(z.object({ success: z.boolean(), ID: text })),
  }),
  getAppIdByServiceName: read('/SaasManage/GetAppIDByServiceName', {
    about: 'Find an application by its Application ID.',
    access: onApplication('View', ...applicationReaders),
    risk: 'low',
    request: z.object({ Name: short }),
    response: text.nullable(),
  }),
  setApplicationPermissions: write('/SaasManage/SetApplicationPermissions', {
    about: 'Say who may run, see or manage an application.',
    access: onApplication('Grant', 'appman'),
    risk: 'takesOver',
    recentProof: 'when it changes who may manage, read, delete or pass on the application',
    request: z.object({
      ID: short.optional(),
      RowKey: short.optional(),
      PVID: short.optional(),
      Grants: z
        .array(z.object({ Principal: short.optional(), PrincipalId: short, PType: short, Rights: short }))
        .max(500, 'At most 500 principals. Use a role instead of single users.'),
    }),
    response: nothingBack,
  }),
  getRowAces: read('/Acl/GetRowAces', {
    about: 'List who may run, see or manage an application.',
    access: onApplication('ViewDetail', ...applicationReaders),
    risk: 'reads',
    request: z.object({ RowKey: short, Table: short.optional(), ReduceSysadmin: flag.optional() }),
    response: z.array(
      z.object({
        PrincipalName: text,
        Principal: text,
        PrincipalType: text,
        Type: text,
        Grant: z.number(),
        GrantStr: text,
        Inherited: z.boolean(),
      }),
    ),
  }),
  getTemplatesAndCategories: read('/SaasManage/GetTemplatesAndCategories', {
    about: 'List the catalogue of applications.',
    access: anyOf(...applicationReaders),
    risk: 'low',
    request: nothing,
    response: z.object({ AppTemplates: templateList, Categories: z.array(text) }),
  }),
  getPaginatedTemplates: read('/SaasManage/GetPaginatedTemplates', {
    about: 'List a page of the catalogue.',
    access: anyOf(...applicationReaders),
    risk: 'low',
    request: z.object({ Args: redrockArgs.optional() }),
    response: z.object({ AppTemplates: templateList }),
  }),
  getCustomWebAppTemplates: read('/SaasManage/GetCustomWebAppTemplates', {
    about: 'List the custom templates of the catalogue.',
    access: anyOf(...applicationReaders),
    risk: 'low',
    request: nothing,
    response: templateList,
  }),
  getCategories: read('/SaasManage/GetCategories', {
    about: 'List the categories of the catalogue.',
    access: anyOf(...applicationReaders),
    risk: 'low',
    request: nothing,
    response: z.object({ Categories: z.array(text) }),
  }),
  applicationClients: read('/Gatewright/Applications/Clients', {
    about: 'List the confidential clients that may run an application, and when their secrets end.',
    access: onApplication('ViewDetail', ...applicationReaders),
    rowsBy: userReaders,
    risk: 'low',
    request: z.object({ rowKey: short }),
    response: z.object({
      /** The first by name. Others than the caller are left out for whoever may not look at users. */
      clients: z.array(
        z.object({
          id: text,
          name: text,
          state: text,
          /** How many secrets work. */
          liveSecrets: z.int(),
          /** When the last of them ends; null when one never does, or none works. */
          secretsEndAt: z.number().nullable(),
        }),
      ),
      /** How many there are, shown or not. */
      count: z.int(),
    }),
  }),
  firstSteps: read('/Gatewright/Usage/FirstSteps', {
    about: 'Tell which of the first steps with a new tenant are done.',
    access: anyOf(...applicationReaders),
    risk: 'low',
    request: nothing,
    response: z.object({
      /** There is an application besides the console’s own. */
      application: z.boolean(),
      /** One of them has given a token. */
      token: z.boolean(),
      /** A program has read events. */
      events: z.boolean(),
      /** More than one person can do everything here. */
      secondAdministrator: z.boolean(),
    }),
  }),
  firstToken: read('/Gatewright/Usage/FirstToken', {
    about: 'Wait for the first token of an application.',
    access: anyOf(...applicationReaders),
    risk: 'reads',
    request: z.object({ rowKey: short, waitSeconds: z.int().min(0).max(25) }),
    response: z.object({ at: z.number(), scope: text, clientId: text }).nullable(),
  }),
} as const satisfies Record<string, Endpoint>
