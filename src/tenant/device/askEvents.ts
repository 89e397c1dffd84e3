import { z } from 'zod'
import { storable } from '../audit/bounded.ts'
import { momentOf } from '../redrock/moment.ts'
import type { Tenant } from '../tenant.ts'
import { askTenant, type Answer } from './askTenant.ts'
import { DeviceFault } from './deviceFault.ts'

export type DeviceEvent = { id: string; at: number; type: string; user: string; address: string }

/** Which page of the events from a moment on, the earliest first. Its number means nothing without how many events a page has. */
export type EventPage = { from: number; page: number; size: number }

type Asking = {
  server: string
  token: string
  at: EventPage
  signal?: AbortSignal | undefined
}

/** A page of events as a collector asks for it (contract.md 20). */
export async function askEvents(
  tenant: Tenant,
  { server, token, at: { from, page, size }, signal }: Asking,
): Promise<DeviceEvent[]> {
  const answer = await askTenant(tenant, `${server}/Redrock/query`, {
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'x-idap-native-client': 'true',
    },
    body: JSON.stringify({
      Script: `Select ID, EventType, WhenOccurred, NormalizedUser, FromIPAddress from Event where WhenOccurred >= datefunc('${secondOf(from)}') order by WhenOccurred, ID`,
      Args: { PageNumber: page, PageSize: size, Caching: -1 },
    }),
    signal,
    bytes: mostBytes,
  })
  return rowsIn(answer, size)
}

const mostBytes = 2 * 1024 * 1024

/** Years have four digits there: events of later ones are not asked from. */
export const latestAsked = Date.UTC(10_000, 0)

/** "2026-08-26 11:00:00+0000": moments are asked for by the second. */
export const wholeSecond = (moment: number) => Math.floor(moment / 1000) * 1000
const secondOf = (moment: number) => `${new Date(moment).toISOString().slice(0, 19).replace('T', ' ')}+0000`

const cut = (most: number) =>
  z
    .unknown()
    .optional()
    .transform((value) => (typeof value === 'string' ? storable(value.slice(0, most)) : ''))

const reply = z.object({
  success: z.literal(true),
  Result: z.object({
    Results: z.array(
      z.object({
        Row: z
          .object({
            ID: z.string().min(1).max(200).transform(storable),
            WhenOccurred: z
              .string()
              .max(60)
              .transform((text) => momentOf(text) ?? Number.NaN),
            EventType: cut(200),
            NormalizedUser: cut(400),
            FromIPAddress: cut(100),
          })
          .transform((row) => ({
            id: row.ID,
            at: row.WhenOccurred,
            type: row.EventType,
            user: row.NormalizedUser,
            address: row.FromIPAddress,
          }))
          .refine(({ at }) => at > 0 && at < latest),
      }),
    ),
  }),
})

/** Whatever is later has no date in JavaScript. */
const latest = 8.64e15

function rowsIn({ status, body, challenge }: Answer, size: number): DeviceEvent[] {
  if (status === 401)
    throw new DeviceFault({
      step: 'query',
      screen: 'tokens',
      seen: 'The tenant does not take the token (HTTP 401)',
      expected: 'A token that the tenant’s own API takes',
      cure: 'On Tokens of the application choose JwtRS256, and use an application of the template OAuth2 Client: tokens of the others are for other APIs.',
    })
  if (status === 403 && /insufficient_scope/i.test(challenge))
    throw new DeviceFault({
      step: 'query',
      screen: 'scope',
      seen: 'No scope of the token opens Redrock/query (HTTP 403)',
      expected: 'A scope with the pattern Redrock/query',
      cure: 'Add Redrock/query to Allowed REST APIs of a scope of the application.',
    })
  if (status === 403 || body['ErrorCode'] === 'forbidden')
    throw new DeviceFault({
      step: 'rows',
      screen: 'roles',
      seen: 'The token may ask, and its user may not read events (HTTP 403)',
      expected: 'The right Read Only System Administration',
      cure: 'Give Read Only System Administration to a role of the service user. Where the tenant does not tell its refusals apart, check the patterns of the scope as well.',
    })
  const read = reply.safeParse(body)
  if (read.success) return read.data.Result.Results.slice(0, size).map(({ Row }) => Row)
  const { Message: said } = body
  throw new DeviceFault({
    step: 'rows',
    screen: 'roles',
    seen:
      body['success'] === false && typeof said === 'string'
        ? `The query failed: ${said.slice(0, 300)}`
        : `HTTP ${status} and no rows of events`,
    expected: 'Rows with ID and WhenOccurred',
    cure: 'Read what the tenant says. Where a right is missing, give it to a role of the service user.',
  })
}
