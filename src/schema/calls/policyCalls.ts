import { z } from 'zod'
import { anyOf, read, type Endpoint } from '../endpoint.ts'
import { redrockArgs, redrockOf } from '../redrock.ts'
import { nothing, short, text } from './values.ts'

const listed = z.object({ Args: redrockArgs.nullish() })
const profile = z.object({
  Uuid: text,
  Name: text,
  DurationInMinutes: z.int(),
  Challenges: z.array(text),
  AdditionalData: z.object({ NumberOfQuestions: z.int() }),
})
const link = z.object({
  ID: text,
  PolicySet: text,
  LinkType: text,
  Description: text,
  Params: z.array(text),
  EnableCompliant: z.boolean(),
})

/** How people sign in here and what passwords have to be, in the vendor's shape: programs read it when they begin (contract.md 8). */
export const policyCalls = {
  getProfileList: read('/AuthProfile/GetProfileList', {
    about: 'List the authentication profiles.',
    access: anyOf('monitor'),
    risk: 'low',
    request: listed,
    response: z.array(profile),
  }),
  getDecoratedProfileList: read('/AuthProfile/GetDecoratedProfileList', {
    about: 'List the authentication profiles as rows.',
    access: anyOf('monitor'),
    risk: 'low',
    request: listed,
    response: redrockOf(profile),
  }),
  getProfile: read('/AuthProfile/GetProfile', {
    about: 'Read an authentication profile.',
    access: anyOf('monitor'),
    risk: 'low',
    request: z.object({ Uuid: short }),
    response: profile,
  }),
  getNicePlinks: read('/Policy/GetNicePlinks', {
    about: 'List the policies.',
    access: anyOf('monitor'),
    risk: 'low',
    request: listed,
    response: redrockOf(link).extend({ RevStamp: text }),
  }),
  getPolicyBlock: read('/Policy/GetPolicyBlock', {
    about: 'Read a policy.',
    access: anyOf('monitor'),
    risk: 'low',
    request: z.object({ name: short }),
    response: z.object({
      Path: text,
      Description: text,
      Version: z.int(),
      RevStamp: text,
      Settings: z.record(text, z.union([text, z.number(), z.boolean()])),
    }),
  }),
  getCustomerConfig: read('/TenantConfig/GetCustomerConfig', {
    about: 'Tell which tenant this is.',
    access: anyOf('monitor'),
    risk: 'low',
    request: nothing,
    response: z.object({ CustomerID: text, TenantID: text, Name: text, Url: text }),
  }),
} as const satisfies Record<string, Endpoint>
