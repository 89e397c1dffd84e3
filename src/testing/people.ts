import type { Right } from '#schema/right.ts'
import { rightPath } from '#schema/right.ts'
import { type ApiClient, signIn, type Envelope } from './apiClient.ts'
import type { TestTenant } from './tenant.ts'

export const password = 'quite long sentence 9'

/** Calls of a tenant by its administrator, and people whom the administrator made. */
export function peopleOf({ admin, url }: Pick<TestTenant, 'admin' | 'url'>) {
  let count = 0
  const addUser = (name: string, change: Record<string, unknown> = {}) =>
    admin.result<string>('/CDirectoryService/CreateUser', {
      Name: `${name}@acme.test`,
      Password: password,
      ...change,
    })
  const addRole = async (name: string, rights: Right[] = []) => {
    const { _RowKey: id } = await admin.result<{ _RowKey: string }>('/SaasManage/StoreRole', { Name: name })
    await admin.result(
      '/SaasManage/AssignSuperRights',
      rights.map((right) => ({ Role: id, Path: rightPath(right) })),
    )
    return id
  }
  const addGroup = async (name: string) => {
    const { ID } = await admin.result<{ ID: string }>('/Gatewright/Groups/Create', { Name: name })
    return ID
  }
  const addIdentityProvider = async (name: string, settings: Record<string, unknown> = {}) => {
    const { ID } = await admin.result<{ ID: string }>('/Gatewright/IdentityProviders/Create', {
      Name: name,
      ...settings,
    })
    return ID
  }
  const addDevice = async (name: string, settings: Record<string, unknown> = {}) => {
    const { ID } = await admin.result<{ ID: string }>('/Gatewright/Devices/Create', {
      Name: name,
      ApplicationId: 'events',
      Username: 'reader@acme.test',
      Password: 'secret of a device',
      Server: url,
      ...settings,
    })
    return ID
  }
  const join = (role: string, members: { Users?: string[]; Groups?: string[]; Roles?: string[] }) =>
    admin.result('/SaasManage/AddUsersAndGroupsToRole', { Name: role, ...members })
  return {
    addUser,
    addRole,
    addGroup,
    addIdentityProvider,
    addDevice,
    join,
    /** Somebody new with these rights, signed in. */
    async somebody(rights: Right[] = []) {
      const name = `person${++count}`
      const id = await addUser(name)
      const role = await addRole(`Role of ${name}`, rights)
      await join(role, { Users: [id] })
      return {
        id,
        name: `${name}@acme.test`,
        role,
        client: await signIn(url, { user: `${name}@acme.test`, password }),
      }
    },
    /** True when the password signs in. */
    canSignIn: (name: string, secret = password) =>
      signIn(url, { user: `${name}@acme.test`, password: secret }).then(
        () => true,
        () => false,
      ),
    /** Null for somebody whom there is not. */
    attributes: async (id: string): Promise<Record<string, unknown> | null> => {
      const { envelope } = await admin.post('/UserMgmt/GetUserAttributes', { ID: id })
      if (envelope.ErrorCode === 'not_found') return null
      return envelope.Result as Record<string, unknown>
    },
    members: async (role: string) => {
      const { Results } = await admin.result<{
        Results: { Row: { Guid: string; Name: string; Type: string } }[]
      }>('/SaasManage/GetRoleMembers', { name: role })
      return Results.map(({ Row }) => Row)
    },
  }
}

export type People = ReturnType<typeof peopleOf>

/** The refusal of a call: HTTP status, code and words. A call that passes is a failure of the test. */
export async function refusal(client: ApiClient, path: string, body: unknown): Promise<Refusal> {
  const { status, envelope } = await client.post(path, body)
  if (envelope.success) throw new Error(`${path} was not refused: ${JSON.stringify(body)}`)
  const { ErrorCode: code, Message, Gatewright } = envelope
  return { status, code, message: Message ?? '', field: Gatewright?.fields?.[0]?.path }
}

type Refusal = { status: number; code: Envelope['ErrorCode']; message: string; field: string | undefined }
