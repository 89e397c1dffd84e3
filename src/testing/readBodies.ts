import { authenticationProfile } from '#schema/authenticationProfile.ts'
import { api, type EndpointName } from '#schema/api.ts'
import type { ApiClient } from './apiClient.ts'
import { rowsOf } from './groups.ts'

type Things = {
  /** Row key of one whose client is `user`. */
  application: string
  /** Of one that has a secret of its own. */
  own: string
  /** Of one that belongs to the tenant itself. */
  builtIn: string
  applicationId: string
  user: string | null
  userName: string
  role: string | null
  group: string
  identityProvider: string
  device: string
  draft: string
}

/** With what each call that reads is answered, and not with a refusal of what was sent. One that is not named takes {}. */
export async function readBodies(
  admin: ApiClient,
  {
    application,
    own,
    builtIn,
    applicationId,
    user,
    userName,
    role,
    group,
    identityProvider,
    device,
    draft,
  }: Things,
): Promise<Partial<Record<EndpointName, object[]>>> {
  const users = (await rowsOf(admin, 'select ID from User')).map(({ ID }) => String(ID))
  return {
    getApplication: [application, own, builtIn].map((_RowKey) => ({ _RowKey })),
    getRowAces: [{ RowKey: application }],
    getAppIdByServiceName: [{ Name: applicationId }],
    ...Object.fromEntries(ofUsers.map((name) => [name, users.map((ID) => ({ ID }))])),
    getMembershipsAmong: [
      {
        Principals: [
          { Type: 'User', ID: user },
          { Type: 'Group', ID: group },
          { Type: 'Role', ID: role },
        ],
      },
    ],
    listIdentityLinks: users.map((User) => ({ User })),
    getDevice: [{ ID: device }],
    getDeviceHealth: [{ ID: device }],
    getDeviceEvents: [{ ID: device }],
    getIdentityProvider: [{ ID: identityProvider }],
    findingsOfIdentityProvider: [{ ID: identityProvider }, {}],
    checkIdentityProvider: [{ ID: identityProvider }],
    getTestSignIn: [{ ID: identityProvider }],
    judgeFederatedSignIn: [{ ID: identityProvider, Name: userName }],
    tryRouting: [{ User: userName, UserAgent: 'Browser' }],
    tryUnsavedRouting: [{ User: userName, UserAgent: 'Browser', Rules: [] }],
    getPeopleOfRules: [{ IdentityProvider: identityProvider }],
    checkRoutingRules: [{ Rules: [] }],
    compareRouting: [{ UserAgent: 'Browser', Rules: [] }],
    getUserByName: [{ username: userName }],
    isUserCloudLocked: [{ user }],
    directoryServiceQuery: [{ user: '{}', group: '{}', roles: '{}' }],
    getRoleIdFromName: [{ roleName: 'Everybody' }],
    getRoleApps: [{ role }],
    getProfile: [{ Uuid: authenticationProfile.uuid }],
    getPolicyBlock: [{ name: '/Policy/Default Policy' }],
    getRole: [{ Name: 'sysadmin' }, { Name: role }],
    getRoleMembers: [{ Name: 'sysadmin' }],
    getGroup: [{ ID: group }],
    getGroupMembers: [{ ID: group }],
    getGroupApplications: [{ ID: group }],
    getRoleApplications: [{ Name: role }],
    getAssignedRights: [{ role: 'sysadmin' }],
    redrockQuery: ['Application', 'DSGroups', 'User', 'Role', 'Event'].map((table) => ({
      Script: `select * from ${table}`,
    })),
    previewToken: [{ application: {}, rowKey: application, client: { kind: 'chosen', userId: user } }],
    previewSaved: [application, own].map((rowKey) => ({ rowKey })),
    applicationClients: [application, own].map((rowKey) => ({ rowKey })),
    inspectUnsaved: [{ rowKey: application, way: 'ClientCreds', application: {} }],
    inspectApplication: [application, own, builtIn].flatMap((rowKey) =>
      (['ClientCreds', 'AuthorizationCode', 'Implicit', 'ResourceCreds'] as const).map((way) => ({
        rowKey,
        way,
        loginName: userName,
      })),
    ),
    scopesClients: [application, own].map((rowKey) => ({ rowKey })),
    scopesCalls: [{ rowKey: application, scope: 'siem' }],
    scopesReach: [{ by: 'users' }, { by: 'call', what: 'Redrock/query' }, { by: 'right', what: 'appman' }],
    firstToken: [{ rowKey: application, waitSeconds: 0 }],
    historyList: [
      ...users.map((id) => ({ type: 'user', id })),
      ...[application, own].map((id) => ({ type: 'application', id })),
    ],
    historyGet: users.map((id) => ({ type: 'user', id, version: 1 })),
    eventsGet: (await rowsOf(admin, 'select ID from Event')).map(({ ID }) => ({ id: ID })),
    failuresExplain: (await rowsOf(admin, "select ID from Event where Result = 'Failure'")).map(({ ID }) => ({
      id: ID,
    })),
    exportEvents: (['csv', 'jsonl', 'cef'] as const).map((format) => ({ format })),
    findPasted: [{ pasted: userName }, { pasted: applicationId }],
    draftsGet: [{ id: draft }],
    secretsList: [{ owner: { type: 'user', id: user } }, { owner: { type: 'application', id: own } }],
  }
}

/** Asked of each user, by its ID. */
const ofUsers = (Object.keys(api) as EndpointName[]).filter((name) =>
  /^getUser(Attributes|sRoles|Memberships|Applications|SignIns|Sessions|Consents)?$/.test(name),
)
