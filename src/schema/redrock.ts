import { z } from 'zod'
import { upTo } from './upTo.ts'

/** The reply of Redrock/query and of every list that has its shape (contract.md 8). */
const wireBoolean = z.union([z.boolean(), upTo(20).transform((text) => text.toLowerCase() === 'true')])
const wireNumber = z.union([
  z.number(),
  upTo(20)
    .regex(/^-?\d+$/)
    .transform(Number),
])

const longestFilter = 1000

const args = z
  .object({
    PageNumber: wireNumber.optional(),
    PageSize: wireNumber.optional(),
    Limit: wireNumber.optional(),
    SortBy: upTo(300).nullish(),
    Direction: z.union([upTo(20), z.boolean()]).nullish(),
    Ascending: wireBoolean.nullish(),
    Caching: wireNumber.optional(),
    FilterBy: z.array(upTo(300)).max(100, 'Filter by at most 100 columns.').nullish(),
    FilterValue: upTo(longestFilter).nullish(),
    FilterQuery: z.unknown(),
  })
  .partial()

/** Members in any case, like every parameter of the tenant API: clients send Direction and direction. */
export const redrockArgs = z.preprocess((given) => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const spelling = new Map(Object.keys(args.shape).map((name) => [name.toLowerCase(), name]))
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [spelling.get(name.toLowerCase()) ?? name, value]),
  )
}, args) as unknown as typeof args
export type RedrockArgs = z.output<typeof redrockArgs>

const column = z.object({
  Name: z.string(),
  Title: z.string(),
  DDName: z.string(),
  DDTitle: z.string(),
  Description: z.string().nullable(),
  Format: z.string().nullable(),
  IsHidden: z.boolean(),
  /** One of columnTypes; 16 for an object. */
  Type: z.number(),
  Width: z.number(),
  TableKey: z.string(),
  ForeignKey: z.string().nullable(),
  TableName: z.string().nullable(),
})
export type RedrockColumn = z.output<typeof column>

/** Rows as clients get them. `Row` holds every name in Columns. */
export const redrockOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    IsAggregate: z.boolean(),
    Count: z.number(),
    FullCount: z.number(),
    Columns: z.array(column),
    Results: z.array(
      z.object({
        Entities: z.array(z.object({ Type: z.string(), Key: z.string(), IsForeignKey: z.boolean() })),
        Row: row,
      }),
    ),
    ReturnID: z.string(),
  })

/** A page of the applications on which a role or group holds a permission. */
export const assignedApplications = redrockOf(
  z.object({
    ID: z.string(),
    Name: z.string(),
    ServiceName: z.string(),
    Grant: z.number(),
    GrantStr: z.string(),
  }),
)

export const redrockReply = redrockOf(z.record(z.string(), z.unknown()))
export type RedrockReply = z.output<typeof redrockReply>

/** "/Date(1652621703570)/" ⇄ milliseconds; the unset date is null. */
export const toWireDate = (at: number | null) => `/Date(${at ?? -62_135_596_800_000})/`

export function fromWireDate(text: string): number | null {
  const at = /^\\?\/Date\((-?\d+)\)\\?\/$/.exec(text)?.[1]
  return at === undefined || Number(at) < -60_000_000_000_000 ? null : Number(at)
}
