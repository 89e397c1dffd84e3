import { sql } from 'kysely'
import { applicationIdKey } from '#schema/application/applicationId.ts'
import { postLogoutRedirectsOf, redirectsOf, redirectsSettingOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Clue } from '#schema/find/clue.ts'
import { isRegistered, withoutLoopbackPort } from '#schema/loopbackPort.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { definedScopes } from '../oauth/scopes.ts'
import { readRows, type Reading } from '../readRows.ts'
import { toApplication, type FoundLink } from './link.ts'

const most = 20

/** Applications that a clue names or that hold it as a setting, for who may look at all of them. */
export async function applicationsFound(reading: Reading, { kind, value }: Clue): Promise<FoundLink[]> {
  const any = kind === 'anything'
  const links: FoundLink[] = []
  if (any || kind === 'application' || kind === 'client') links.push(...(await byId(reading, value)))
  if (any || kind === 'redirect' || kind === 'scope' || kind === 'client')
    for (const application of await holding(reading, kind === 'redirect' ? withoutPort(value) : value))
      links.push(...asSetting(application, { kind, value }))
  return links
}

async function byId({ database: { read } }: Reading, value: string): Promise<FoundLink[]> {
  const rows = await read
    .selectFrom('application')
    .select(['id', 'name', 'application_id'])
    .where((where) =>
      where.or([where('id', '=', value), where('application_id_key', '=', applicationIdKey(value))]),
    )
    .where('built_in', '=', 0)
    .execute()
  return rows.map((row) =>
    toApplication(
      row,
      row.id === value
        ? 'Its client ID, or row key'
        : row.application_id === value
          ? 'Its Application ID'
          : 'Its Application ID, in other upper and lower case: as it was pasted it is unknown',
      { tab: 'description', setting: 'applicationId' },
    ),
  )
}

const withoutPort = (address: string) => withoutLoopbackPort(address).slice(0, 2000)

/** Applications whose settings hold a text, as JSON writes it. */
async function holding(reading: Reading, value: string): Promise<Application[]> {
  if (value.length < 2) return []
  const { database } = reading
  const written = JSON.stringify(value).slice(1, -1)
  const place = database.kind === 'sqlite' ? sql`instr(config, ${written})` : sql`strpos(config, ${written})`
  const rows = await readRows(
    reading,
    database.read
      .selectFrom('application')
      .select('id')
      .where(sql<boolean>`${place} > 0`)
      .where('built_in', '=', 0)
      .limit(most),
  )
  const found = await Promise.all(rows.map(({ id }) => loadApplication(database.read, id)))
  return found.filter((each) => each !== null)
}

function asSetting(application: Application, { kind, value }: Clue): FoundLink[] {
  const { id, config } = application
  const of = { id, name: config.description.name }
  const any = kind === 'anything'
  const links: FoundLink[] = []
  if ((any || kind === 'redirect') && isRegistered(redirectsOf(application), value)) {
    const [tab = '', setting = ''] = redirectsSettingOf(application).path.split('.')
    links.push(toApplication(of, 'One of its redirects', { tab, setting }))
  }
  if ((any || kind === 'redirect') && isRegistered(postLogoutRedirectsOf(application), value))
    links.push(
      toApplication(of, 'One of its post-logout redirects', { tab: 'trust', setting: 'postLogoutRedirects' }),
    )
  if ((any || kind === 'scope') && definedScopes(application).includes(value))
    links.push(toApplication(of, 'It defines this scope', { tab: 'scope', setting: 'scopes' }))
  if ((any || kind === 'client') && config.generalUsage.allowedClients.includes(value))
    links.push(
      toApplication(of, 'One of its Allowed Clients', { tab: 'generalUsage', setting: 'allowedClients' }),
    )
  return links
}
