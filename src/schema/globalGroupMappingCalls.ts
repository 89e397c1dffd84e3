import { z } from 'zod'
import { nothingBack, short, text } from './calls/values.ts'
import { anyOf, read, write, type Endpoint } from './endpoint.ts'
import { redrockArgs } from './redrock.ts'
import { federationReaders } from './right.ts'

const mostAtOnce = 1000
const mostWords = `At most ${mostAtOnce} mappings.`

/** `{"value that identity providers send": "group"}` */
const byValue = z
  .record(short, short, 'Give {"value": "group"}, each with at most 300 characters.')
  .refine((mappings) => Object.keys(mappings).length <= mostAtOnce, mostWords)

/** Group mappings for all identity providers, by the vendor's calls (contract.md 7.1). */
export const globalGroupMappingCalls = {
  getGlobalGroupMappings: read('/Federation/GetGlobalGroupAssertionMappings', {
    about: 'Read the group mappings that hold for every identity provider.',
    access: anyOf(...federationReaders),
    risk: 'reads',
    request: z.object({ Args: redrockArgs.nullish() }),
    response: z.object({
      Mappings: z.array(z.object({ AttributeValue: text, GroupName: text })),
      Gatewright: z.object({ Version: z.int() }),
    }),
  }),
  addGlobalGroupMapping: write('/Federation/AddGlobalGroupAssertionMapping', {
    about: 'Add group mappings for all identity providers. A group that does not exist is made.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: byValue,
    response: nothingBack,
  }),
  deleteGlobalGroupMapping: write('/Federation/DeleteGlobalGroupAssertionMapping', {
    about: 'Remove group mappings for all identity providers.',
    access: anyOf('fedman'),
    risk: 'writes',
    recentProof: 'always',
    request: byValue,
    response: nothingBack,
  }),
  updateGlobalGroupMappings: write('/Federation/UpdateGlobalGroupAssertionMappings', {
    about: 'Replace all group mappings for all identity providers.',
    access: anyOf('fedman'),
    risk: 'takesOver',
    recentProof: 'always',
    request: z.object({
      Mappings: z.array(z.object({ AttributeValue: short, GroupName: short })).max(mostAtOnce, mostWords),
    }),
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
