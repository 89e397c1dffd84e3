import { z } from 'zod'
import { riskNames } from '#schema/riskClass.ts'

const text = z.coerce.string().max(300).default('').catch('')

export const unusedFor = ['30', '60', '90'] as const

/** What is shown of all scopes. Empty for all. */
const scopesSearch = z.object({
  view: z.enum(['', 'reach', 'clients', 'patterns']).default('').catch(''),
  q: text,
  risk: z
    .enum(['', ...riskNames])
    .default('')
    .catch(''),
  /** Days. */
  unused: z
    .enum(['', ...unusedFor])
    .default('')
    .catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).catch(1),
  /** Who reaches what. */
  by: z.enum(['users', 'call', 'right']).default('users').catch('users'),
  what: text,
  /** Row key of an application, and one of its scopes. */
  app: text,
  scope: text,
  /** Where the explorer begins, a pattern in each line. */
  patterns: z.coerce.string().max(5000).default('').catch(''),
})
export type ScopesSearch = z.output<typeof scopesSearch>

/** As it stands in the address: only what differs. */
export type AddressedSearch = { [Name in keyof ScopesSearch]?: ScopesSearch[Name] }

export const readSearch = (search: AddressedSearch): ScopesSearch => scopesSearch.parse(search)

const usual = readSearch({})

export const inAddress = (search: ScopesSearch): AddressedSearch =>
  Object.fromEntries(
    Object.entries(search).filter(([name, value]) => value !== usual[name as keyof ScopesSearch]),
  )
