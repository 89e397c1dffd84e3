import type fc from 'fast-check'
import { fromReply, toRequest } from '#console/features/applications/application/savedApplication.ts'
import {
  identityProviderRequest,
  savedIdentityProvider,
} from '#console/features/identityProviders/savedIdentityProvider.ts'
import { deviceRequest, savedDevice } from '#console/features/devices/savedDevice.ts'
import { groupRequest, savedGroup } from '#console/features/groups/savedGroup.ts'
import { roleRequest, savedRole } from '#console/features/roles/savedRole.ts'
import { api } from '#schema/api.ts'
import { templates, type ApplicationConfig, type TemplateName } from '#schema/application/index.ts'
import type { Category } from '#schema/category.ts'
import { looksDeceptive } from '#schema/deceptiveName.ts'
import { deviceCategories, deviceConfig, type DeviceConfig } from '#schema/device/index.ts'
import { groupCategories, groupConfig } from '#schema/group/index.ts'
import {
  identityProviderCategories,
  identityProviderConfig,
  type IdentityProviderConfig,
} from '#schema/identityProvider/index.ts'
import { nounCategories } from '#schema/nounCategories.ts'
import type { ObjectType } from '#schema/nouns.ts'
import { roleCategories, roleConfig } from '#schema/role/index.ts'
import { userCategories, userConfig } from '#schema/user/index.ts'
import { fromUserAttributes, toUserWire } from '#schema/user/wire.ts'
import { anyApplication } from './anyApplication.ts'
import { anyObject } from './anyObject.ts'
import { peopleOf } from './people.ts'
import type { TestTenant } from './tenant.ts'

type Values = Record<string, Record<string, unknown>>
type Saved<Config> = { values: Config; version: number }

/** An object that is written and read as the console does it. */
export type Trip<Config = Values> = {
  id: string
  categories: readonly Category[]
  /** Settings that the tenant accepts. */
  any: fc.Arbitrary<Config>
  read: () => Promise<Saved<Config>>
  send: (values: Config) => Promise<unknown>
  /** Where what is read has to be what was sent; elsewhere the tenant fills in. */
  exact?: boolean
  /** The next one may want the same names. */
  end?: () => Promise<unknown>
}

type Booked = (running: TestTenant) => Promise<Trip>

/** One trip or several for each noun: a noun without one does not compile. */
export const roundTrips: Record<ObjectType, Record<string, Booked>> = {
  application: Object.fromEntries(
    (Object.keys(templates) as TemplateName[]).map((template) => [
      `application of the template ${template}`,
      (running) => applicationTrip(running, template),
    ]),
  ),
  user: {
    user: async (running) => {
      const id = await peopleOf(running).addUser('round-trip')
      return trip({
        id,
        categories: userCategories,
        any: anyObject(userCategories).map((any) => userConfig.parse(any)),
        read: async () => {
          const reply = await running.admin.result('/UserMgmt/GetUserAttributes', { ID: id })
          const attributes = api.getUserAttributes.response.parse(reply)
          return { values: fromUserAttributes(attributes), version: attributes.Gatewright.Version }
        },
        send: (values) =>
          running.admin.result('/CDirectoryService/ChangeUser', { ID: id, ...toUserWire(values) }),
      })
    },
  },
  role: {
    role: async (running) => {
      const id = await peopleOf(running).addRole('Round trip')
      return trip({
        id,
        categories: roleCategories,
        any: anyObject(roleCategories)
          .map((any) => roleConfig.parse(any))
          .filter(isNamedPlainly),
        read: async () => {
          const reply = await running.admin.result('/SaasManage/GetRole', { Name: id })
          const role = api.getRole.response.parse(reply)
          return { values: savedRole(role), version: role.Gatewright.Version }
        },
        send: (values) => running.admin.result('/SaasManage/UpdateRole', roleRequest(id, values)),
        exact: true,
      })
    },
  },
  group: {
    group: async (running) => {
      const id = await peopleOf(running).addGroup('Round trip')
      return trip({
        id,
        categories: groupCategories,
        any: anyObject(groupCategories)
          .map((any) => groupConfig.parse(any))
          .filter(isNamedPlainly),
        read: async () => {
          const reply = await running.admin.result('/Gatewright/Groups/Get', { ID: id })
          const group = api.getGroup.response.parse(reply)
          if (!group) throw new Error('The group is gone.')
          return { values: savedGroup(group), version: group.Gatewright.Version }
        },
        send: (values) => running.admin.result('/Gatewright/Groups/Update', groupRequest(id, values)),
        exact: true,
      })
    },
  },
  identityProvider: { 'identity provider': identityProviderTrip },
  device: { 'security device': deviceTrip },
}

async function deviceTrip(running: TestTenant): Promise<Trip> {
  const id = await peopleOf(running).addDevice('Round trip', { Polling: false })
  return trip<DeviceConfig>({
    id,
    categories: deviceCategories,
    any: anyObject(deviceCategories)
      .map((any) => ({
        settings: {
          ...any['settings'],
          // What has a form of its own is not met by chance
          server: 'https://events.test',
          applicationId: 'events',
          scope: 'siem',
          password: { since: null, next: 'typed again' },
        },
      }))
      .map((any) => deviceConfig.safeParse(any))
      .filter((any) => any.success)
      .map(({ data }) => data)
      .filter(({ settings: { name } }) => !looksDeceptive(name)),
    read: async () => {
      const reply = api.getDevice.response.parse(
        await running.admin.result('/Gatewright/Devices/Get', { ID: id }),
      )
      if (!reply) throw new Error('The security device is gone.')
      return { values: savedDevice(reply), version: reply.Gatewright.Version }
    },
    send: (values) => running.admin.result('/Gatewright/Devices/Update', deviceRequest(id, values)),
  })
}

async function identityProviderTrip(running: TestTenant): Promise<Trip> {
  const id = await peopleOf(running).addIdentityProvider('Round trip')
  return trip<IdentityProviderConfig>({
    id,
    categories: identityProviderCategories,
    any: anyObject(identityProviderCategories)
      .map((any) => identityProviderConfig.safeParse(any))
      .filter((any) => any.success)
      .map(({ data }) => data)
      .filter(({ settings: { name } }) => !looksDeceptive(name)),
    read: async () => {
      const reply = api.getIdentityProvider.response.parse(
        await running.admin.result('/Gatewright/IdentityProviders/Get', { ID: id }),
      )
      if (!reply) throw new Error('The identity provider is gone.')
      return { values: savedIdentityProvider(reply), version: reply.Gatewright.Version }
    },
    send: (values) =>
      running.admin.result('/Gatewright/IdentityProviders/Update', identityProviderRequest(id, values)),
  })
}

async function applicationTrip({ admin }: TestTenant, template: TemplateName): Promise<Trip> {
  const [made] = await admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
    ID: [template],
  })
  const rowKey = made?._RowKey ?? ''
  const read = async () => {
    const reply = api.getApplication.response.parse(
      await admin.result('/SaasManage/GetApplication', { _RowKey: rowKey }),
    )
    if (!reply) throw new Error('The application is gone.')
    return fromReply(reply)
  }
  return trip<ApplicationConfig>({
    id: rowKey,
    categories: nounCategories.application,
    any: anyApplication(template).map((any) => ({
      ...any,
      // Who owns it or holds a permission has to exist
      description: { ...any.description, owner: '' },
      userAccess: {
        grants: any.userAccess.grants
          .slice(0, 1)
          .map(({ rights }) => ({ type: 'Role' as const, id: 'everybody', name: 'Everybody', rights })),
      },
    })),
    read,
    send: async (values) =>
      admin.result('/SaasManage/UpdateApplicationDE', toRequest({ rowKey, saved: await read(), values })),
    exact: true,
    end: () => admin.result('/SaasManage/DeleteApplication', { _RowKey: [rowKey] }),
  })
}

/** The test knows an object by its categories and settings alone. */
const trip = <Config>(of: Trip<Config>) => of as unknown as Trip

const isNamedPlainly = ({ description }: { description: { name: string } }) =>
  !looksDeceptive(description.name)
