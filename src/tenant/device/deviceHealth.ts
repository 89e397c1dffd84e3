import type { Kysely } from 'kysely'
import type { DeviceConfig } from '#schema/device/index.ts'
import type { DeviceScreen } from '#schema/device/steps.ts'
import { days, hours } from '#schema/duration.ts'
import { applicationIdKey } from '#schema/application/applicationId.ts'
import { nameKey } from '#schema/nameKey.ts'
import { nouns } from '#schema/nouns.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { DeviceFailure } from './deviceFault.ts'
import { readDevice } from './readDevice.ts'

const hour = hours(1) * 1000
const hoursShown = 24
const soon = days(14) * 1000

/** How it goes with a device; null when there is none. */
export async function deviceHealth(tenant: Tenant, { id, actor }: { id: string; actor: Actor }) {
  const { read } = tenant.database
  const stored = await readDevice(read, id)
  if (!stored) return null
  const health = await read
    .selectFrom('device_health')
    .selectAll()
    .where('device_id', '=', id)
    .executeTakeFirstOrThrow()
  const failure = health.failure === null ? null : (JSON.parse(health.failure) as DeviceFailure)
  const { settings } = stored.config
  return {
    State: stateOf(settings.polling, health),
    LastSuccess: health.last_success_at,
    LastFailure: health.last_failure_at,
    NewestEvent: health.newest_event_at,
    NextPoll: settings.polling ? health.next_poll_at : null,
    SecretExpires: health.secret_expires_at,
    SecretEndsSoon: health.secret_expires_at !== null && health.secret_expires_at < tenant.clock() + soon,
    Failure: failure && (await failureReply(tenant, { failure, settings, actor })),
    Hours: await lastHours(tenant, id),
  }
}

function stateOf(polling: boolean, { failure, last_success_at: success }: Row<'device_health'>) {
  if (!polling) return 'Paused' as const
  if (failure !== null) return 'Failing' as const
  return success === null ? ('Waiting' as const) : ('Working' as const)
}

/** The last 24 hours, those without events among them. */
async function lastHours({ database, clock }: Tenant, id: string) {
  const last = Math.floor(clock() / hour) * hour
  const first = last - (hoursShown - 1) * hour
  const rows = await database.read
    .selectFrom('device_hour')
    .selectAll()
    .where('device_id', '=', id)
    .where('hour', '>=', first)
    .execute()
  const counted = new Map(rows.map((row) => [row.hour, row]))
  return Array.from({ length: hoursShown }, (_, index) => {
    const Start = first + index * hour
    const row = counted.get(Start)
    return { Start, Events: row?.events ?? 0, LongestLag: row?.longest_lag ?? null }
  })
}

const mostShown = 50

/** The newest events that a device received, the newest first. */
export async function newestEvents(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('device_event')
    .selectAll()
    .where('device_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(mostShown)
    .execute()
  return rows.map((row) => ({
    ID: row.event_id,
    At: row.at,
    ReceivedAt: row.received_at,
    Type: row.event_type,
    User: row.user_name,
    Address: row.address,
  }))
}

type Failed = { failure: DeviceFailure; settings: DeviceConfig['settings']; actor: Actor }

/** What is said of a failure, with the place in this tenant that mends it where the device reads this tenant itself. */
export async function failureReply(tenant: Tenant, { failure, settings, actor }: Failed) {
  const { step, seen, expected, cure, screen } = failure
  const own = settings.server === new URL(tenant.url).origin
  return {
    Step: step,
    Seen: seen,
    Expected: expected,
    Cure: cure,
    Screen: screen,
    Own: own,
    Place: own ? await placeOf(tenant.database.read, { screen, settings, actor }) : null,
  }
}

const tabs = {
  description: { type: 'application', tab: 'description' },
  tokens: { type: 'application', tab: 'tokens' },
  scope: { type: 'application', tab: 'scope' },
  userAccess: { type: 'application', tab: 'userAccess' },
  user: { type: 'user', tab: 'password' },
  roles: { type: 'user', tab: 'memberships' },
} as const satisfies Record<Exclude<DeviceScreen, 'device'>, { type: 'application' | 'user'; tab: string }>

type Wanted = { screen: DeviceScreen } & Pick<Failed, 'settings' | 'actor'>

async function placeOf(db: Kysely<Tables>, { screen, settings, actor }: Wanted) {
  if (screen === 'device') return null
  const { type, tab } = tabs[screen]
  if (!holdsAny(actor, nouns[type].readers)) return null
  const found =
    type === 'user'
      ? await db
          .selectFrom('user')
          .select('id')
          .where('name_key', '=', nameKey(settings.username))
          .executeTakeFirst()
      : await db
          .selectFrom('application')
          .select('id')
          // Another case is what the step may fail by
          .where('application_id_key', '=', applicationIdKey(settings.applicationId))
          .executeTakeFirst()
  return found ? { Type: type, ID: found.id, Tab: tab } : null
}
