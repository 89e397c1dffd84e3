import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import type { Endpoint } from '#schema/endpoint.ts'
import { builtInRoleRights, type BuiltInRole, type Right } from '#schema/right.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { siemReader, type MadeClient } from '#testing/clientSetup.ts'
import { endsSession } from '#testing/endsSession.ts'
import { namingApplication } from '#testing/namingApplication.ts'
import { onlooking } from '#testing/onlooking.ts'
import { password, peopleOf } from '#testing/people.ts'
import { readBodies } from '#testing/readBodies.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// The console has three portals, for administrators, support and security reviewers. Which is whose follows from rights alone, and the tenant judges each call.

const names = (Object.keys(api) as EndpointName[]).filter(
  (name) => api[name].access.kind !== 'public' && !endsSession(name),
)
let running: TestTenant
const clients = new Map<BuiltInRole, ApiClient>()
beforeAll(async () => {
  running = await bootTenant()
  const people = peopleOf(running)
  for (const role of onlooking) {
    const id = await people.addUser(`in-${role}`)
    await people.join(role, { Users: [id] })
    clients.set(role, await signIn(running.url, { user: `in-${role}@acme.test`, password }))
  }
})
afterAll(() => running.close())

const clientOf = (role: BuiltInRole) => clients.get(role) ?? running.admin

/** The rule: everything for administrators, and for the others what the table opens to their rights. */
function isOpen(role: BuiltInRole, { access }: Endpoint): boolean {
  if (role === 'sysadmin' || access.kind === 'anyLogin') return true
  const opens = ({ anyOf }: { anyOf: readonly Right[] }) =>
    anyOf.some((right) => builtInRoleRights[role]?.includes(right))
  if (access.kind === 'rights') return opens(access)
  return access.kind === 'byOwner' && opens(access.user) && opens(access.application)
}

const opened = (role: BuiltInRole) => names.filter((name) => isOpen(role, api[name]))

test.each<BuiltInRole>(['sysadmin', ...onlooking])(
  'AZ-02 %s: each call is refused or let through as the table says',
  async (role) => {
    const seen: string[] = []
    for (const name of names) {
      const { status, envelope } = await clientOf(role).post(
        api[name].path,
        namingApplication(name, 'nothing'),
      )
      expect([name, status]).toEqual([name, status === 403 ? 403 : 200])
      if (status === 403) expect(envelope.Message).toContain('lacks the administrative right for this call')
      else seen.push(name)
    }
    expect(seen).toEqual(opened(role))
  },
)

describe.each(onlooking)('%s', (role) => {
  test('AZ-03 NT-39 reaches nothing that tries or changes anything but their own password, session and drafts', () => {
    const changing = opened(role).filter((name) => !api[name].reads)
    expect(changing.toSorted()).toEqual(['changeUserPassword', 'draftsDelete', 'draftsSave'])
    for (const name of opened(role))
      expect([name, api[name].access]).not.toEqual([name, api.updateRole.access])
  })

  test('AZ-03 may read all that is kept: what it may not is what was not saved, and what makes this server ask another', () => {
    const refused = names.filter((name) => api[name].reads && !isOpen(role, api[name]))
    expect(refused.map((name) => api[name].path.replace(/^\/Gatewright\//, '')).toSorted()).toEqual([
      'Applications/InspectUnsaved',
      'IdentityProviders/Check',
      'IdentityProviders/TestSignIn/Get',
      'IdentityProviders/TestSignIn/Judge',
      'Preview/Token',
      'RoutingRules/Check',
      'RoutingRules/Compare',
      'RoutingRules/TryUnsaved',
    ])
  })

  test('AZ-03 leaves the database as it was, whatever is read and simulated', async () => {
    const bodies = await bodiesOfAll(role)
    const before = await everyRow()
    for (const name of opened(role).filter((name) => api[name].reads))
      for (const body of bodies[name] ?? [{}]) {
        const { status, envelope } = await clientOf(role).post(api[name].path, body)
        expect([name, body, status, envelope.success]).toEqual([name, body, 200, true])
      }
    expect(await everyRow()).toEqual(before)
  })
})

/** All that calls which read ask for, in a tenant that has one of everything. */
async function bodiesOfAll(role: string) {
  const people = peopleOf(running)
  const made = await running.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: randomUUID(),
    recipe: 'siem',
    setup: siemReader(`read-by-${role}`),
  })
  const own = await running.admin.result<MadeClient>('/Gatewright/Setup/CreateClient', {
    key: randomUUID(),
    recipe: 'bank',
    template: 'Generic OpenID Connect',
    setup: { description: { applicationId: `bank-of-${role}`, name: 'Bank' } },
  })
  return readBodies(running.admin, {
    application: made.applicationRowKey,
    own: own.applicationRowKey,
    builtIn: running.consoleClient.clientId,
    applicationId: `read-by-${role}`,
    user: made.userId,
    userName: made.clientId,
    role: made.roleId,
    group: await people.addGroup(`Read by ${role}`),
    identityProvider: await people.addIdentityProvider(`Read by ${role}`),
    device: await people.addDevice(`Read by ${role}`, { Polling: false }),
    draft: 'none',
  })
}

/** Without when a session was last used, which each call tells. */
async function everyRow(): Promise<Record<string, string>> {
  const { read } = running.tenant.database
  const held: Record<string, string> = {}
  for (const { name } of await read.introspection.getTables()) {
    const rows = await read
      .selectFrom(name as 'event')
      .selectAll()
      .execute()
    held[name] = JSON.stringify(rows.map((row) => ({ ...row, last_used_at: null })))
  }
  return held
}
