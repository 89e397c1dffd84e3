import { z } from 'zod'
import { anyOf, read, write, type Endpoint } from '../endpoint.ts'
import { directoryReaders } from '../right.ts'
import { nothing, nothingBack, short, text } from './values.ts'

const one = z.object({ suffix: short })

/** The parts behind the @ of login names. Ours; the vendor's `GetCdsAliasesForTenant` lists them, the default first. */
export const suffixCalls = {
  suffixesList: read('/Gatewright/Suffixes/List', {
    about: 'List the login suffixes and how many users have each.',
    access: anyOf(...directoryReaders),
    risk: 'low',
    request: nothing,
    response: z.array(z.object({ suffix: text, isDefault: z.boolean(), users: z.int() })),
  }),
  suffixesAdd: write('/Gatewright/Suffixes/Add', {
    about: 'Add a login suffix.',
    access: anyOf(),
    risk: 'writes',
    request: one,
    response: z.object({ suffix: text }),
  }),
  suffixesMakeDefault: write('/Gatewright/Suffixes/MakeDefault', {
    about: 'Make a login suffix the one that is proposed first.',
    access: anyOf(),
    risk: 'writes',
    request: one,
    response: nothingBack,
  }),
  suffixesRemove: write('/Gatewright/Suffixes/Remove', {
    about: 'Remove a login suffix that no user has.',
    access: anyOf(),
    risk: 'writes',
    request: one,
    response: nothingBack,
  }),
} as const satisfies Record<string, Endpoint>
