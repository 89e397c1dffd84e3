import { sql } from 'kysely'
import { hours, minutes } from '#schema/duration.ts'
import { lockObject } from '../object/takeObject.ts'
import type { Lease } from '../lease.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'
import { latestAsked, wholeSecond, type DeviceEvent, type EventPage } from './askEvents.ts'

/** What lies back no longer than this is read again, because events may be logged later than they happen. Milliseconds. */
export const overlap = minutes(5) * 1000

/** How many events are kept of a device; more where they may come again, but never more than the second number. */
export const mostKept = { usually: 10_000, ever: 40_000 }

const hour = hours(1) * 1000
const hoursKept = 7 * 24

/** Which device as it was when the poll began: what comes of other settings is of no use. */
export type Polled = Pick<Row<'device'>, 'id' | 'version' | 'created_at'>

/**
 * How far a poll has come, and when it began: what was logged since may lie before the page that it is at. A poll that is interrupted goes on as the
 * same one.
 */
export type Position = EventPage & { began: number }

type Page = { polled: Polled; at: Position; events: readonly DeviceEvent[] }

/** The device was changed or deleted while it was polled. */
export class DeviceChanged extends Error {
  override readonly name = 'DeviceChanged'
}

/** Until the transaction ends nobody else changes the device, and it is the one that the poll began with. */
export async function takePolled(
  write: Pick<Write, 'tx' | 'tenant'>,
  { id, version }: Polled,
): Promise<void> {
  await lockObject(write, { type: 'device', id })
  const row = await write.tx.selectFrom('device').select('version').where('id', '=', id).executeTakeFirst()
  if (row?.version !== version) throw new DeviceChanged(`Device ${id} was changed meanwhile`)
}

/** So few that nobody waits for them: a transaction holds the turn to write. */
const atOnce = 200

/**
 * Keeps a page of events, those that came before excepted, and then where the next one begins: a page that is kept in part is read again. Null when
 * nothing more is to be read now.
 */
export async function keepPage(tenant: Tenant, lease: Lease, page: Page): Promise<Position | null> {
  const { polled, events, at } = page
  let news = 0
  for (let from = 0; from < events.length; from += atOnce)
    news += await keepSome(tenant, lease, { ...page, events: events.slice(from, from + atOnce) })
  // A tenant may give fewer than were asked for: only a page without news is the last one
  const next = news === 0 && events.length < at.size ? null : pageAfter({ at, events })
  await tenant.database.write(async (tx) => {
    await lease.keep(tx)
    await takePolled({ tx, tenant }, polled)
    await tx
      .updateTable('device_health')
      .set({ position: next && JSON.stringify(next) })
      .where('device_id', '=', polled.id)
      .execute()
    await forgetOld(tx, { id: polled.id, mayComeAgain: Math.min(at.from, at.began) - overlap })
  })
  return next
}

/** Gives how many of them are new. */
function keepSome(tenant: Tenant, lease: Lease, { polled, events }: Page): Promise<number> {
  return tenant.database.write(async (tx) => {
    await lease.keep(tx)
    await takePolled({ tx, tenant }, polled)
    const news = await insertNew(tx, { polled, events, receivedAt: tenant.clock() })
    if (news.length === 0) return 0
    await countHours(tx, { polled, news, now: tenant.clock() })
    await tx
      .updateTable('device_health')
      .set((column) => ({ newest_event_at: latestOf(column.ref('newest_event_at'), latest(news)) }))
      .where('device_id', '=', polled.id)
      .execute()
    return news.length
  })
}

const latestOf = (held: unknown, seen: number) =>
  sql<number>`case when ${held} is null or ${held} < ${sql.lit(seen)} then ${sql.lit(seen)} else ${held} end`

const latest = (events: readonly DeviceEvent[]) => Math.max(...events.map(({ at }) => at))

/**
 * Where the next page begins: at the moment of the last event, because numbers of pages move when events are added or deleted in between. Where a whole
 * page is of one moment, the number moves on.
 */
export function pageAfter({ at, events }: Pick<Page, 'at' | 'events'>): Position {
  const last = events.at(-1)
  const sorted = events.every((event, index) => index === 0 || event.at >= (events[index - 1]?.at ?? 0))
  const from = last && sorted && last.at < latestAsked ? wholeSecond(last.at) : at.from
  if (from > at.from) return { ...at, from, page: 1 }
  return { ...at, page: events.length < at.size ? at.page : at.page + 1 }
}

type New = { polled: Polled; events: readonly DeviceEvent[]; receivedAt: number }

async function insertNew(tx: Write['tx'], { polled, events, receivedAt }: New): Promise<DeviceEvent[]> {
  if (events.length === 0) return []
  const came = await tx
    .insertInto('device_event')
    .values(
      events.map(({ id, at, type, user, address }) => ({
        device_id: polled.id,
        event_id: id,
        at,
        received_at: receivedAt,
        event_type: type,
        user_name: user,
        address,
      })),
    )
    .onConflict((conflict) => conflict.columns(['device_id', 'event_id']).doNothing())
    .returning('event_id')
    .execute()
  const news = new Set(came.map(({ event_id: id }) => id))
  // One that stands on a page twice counts once
  return events.filter(({ id }) => news.delete(id))
}

/** Counts what came by the hour in which it happened, and how long the slowest took; what happened before the device was there could not come sooner. */
async function countHours(
  tx: Write['tx'],
  { polled, news, now }: { polled: Polled; news: readonly DeviceEvent[]; now: number },
): Promise<void> {
  const since = now - hoursKept * hour
  const counted = new Map<number, { events: number; longest_lag: number | null }>()
  for (const { at } of news) {
    if (at < since || at > now + hour) continue
    const start = Math.floor(at / hour) * hour
    const { events, longest_lag: longest } = counted.get(start) ?? { events: 0, longest_lag: null }
    const lag = at < polled.created_at ? null : Math.max(0, now - at)
    counted.set(start, {
      events: events + 1,
      longest_lag: lag === null ? longest : Math.max(lag, longest ?? 0),
    })
  }
  if (counted.size > 0)
    await tx
      .insertInto('device_hour')
      .values([...counted].map(([start, counts]) => ({ device_id: polled.id, hour: start, ...counts })))
      .onConflict((conflict) =>
        conflict.columns(['device_id', 'hour']).doUpdateSet({
          events: sql`device_hour.events + excluded.events`,
          longest_lag: sql`case when excluded.longest_lag is null or excluded.longest_lag < device_hour.longest_lag
            then device_hour.longest_lag else excluded.longest_lag end`,
        }),
      )
      .execute()
  await tx.deleteFrom('device_hour').where('device_id', '=', polled.id).where('hour', '<', since).execute()
}

/** a bounded number stays, however many come. */
async function forgetOld(
  tx: Write['tx'],
  { id, mayComeAgain }: { id: string; mayComeAgain: number },
): Promise<void> {
  for (const [most, before] of [
    [mostKept.usually, mayComeAgain],
    [mostKept.ever, Number.MAX_SAFE_INTEGER],
  ] as const) {
    const edge = await tx
      .selectFrom('device_event')
      .select('at')
      .where('device_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('event_id', 'desc')
      .offset(most)
      .limit(1)
      .executeTakeFirst()
    if (!edge) return
    await tx
      .deleteFrom('device_event')
      .where('device_id', '=', id)
      .where('at', '<=', edge.at)
      .where('at', '<', before)
      .execute()
  }
}
