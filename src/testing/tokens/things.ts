import { randomUUID } from 'node:crypto'
import { methodsOf, signedIn, typeOf, type Made, type Method, type World } from './world.ts'

/** What counts here of a way of getting a token. */
type Way = { method: Method | null }
type Given = { way: Way; secretId: string }

/** Something that tokens may stand on: how it goes, and how it comes back. */
export type Change = {
  /** Whether an application of this way has such a thing. */
  of?: (made: Made, way: Way) => boolean
  go: (world: World, made: Made, given: Given) => Promise<unknown>
  back?: (world: World, made: Made) => Promise<unknown>
}

const profile = ({ flow }: World, { rowKey }: Made, OAuthProfile: object) =>
  flow.change(rowKey, { OAuthProfile })
const ticked = ({ flow }: World, { rowKey }: Made, methods: readonly string[]) =>
  flow.change(rowKey, { OAuthProfile: { AllowedAuth: methods.join(',') } })
const run = ({ flow }: World, { rowKey }: Made, id: string | null, rights: 'Execute' | 'None') =>
  flow.grant(rowKey, { type: 'User', id: id ?? '' }, rights)
const state = ({ running }: World, ID: string | null, value: 'Disabled' | 'None') =>
  running.admin.result('/CDirectoryService/SetUserState', { ID, state: value })
const user = ({ running }: World, made: Made, change: object) =>
  running.admin.result('/CDirectoryService/ChangeUser', { ID: made.userId, ...change })

const isUser = ({ userId }: Made) => userId !== null
const hasSecret = ({ secret }: Made) => secret !== null
const hasMethod = (_: Made, { method }: Way) => method !== null

const ownerOf = ({ userId, rowKey }: Made) =>
  userId === null ? { type: 'application', id: rowKey } : { type: 'user', id: userId }
export const addSecret = ({ running }: World, made: Made) =>
  running.admin.result<{ id: string; secret: string }>('/Gatewright/Secrets/Add', {
    owner: ownerOf(made),
    key: randomUUID(),
    label: 'another',
  })
const revoke = ({ running }: World, made: Made, id: string) =>
  running.admin.result('/Gatewright/Secrets/Revoke', { owner: ownerOf(made), id })

export const things = {
  'client’s Run': {
    of: isUser,
    go: (world, made) => run(world, made, made.userId, 'None'),
    back: (world, made) => run(world, made, made.userId, 'Execute'),
  },
  'person’s Run': {
    go: (world, made) => run(world, made, world.person.id, 'None'),
    back: (world, made) => run(world, made, world.person.id, 'Execute'),
  },
  method: {
    of: hasMethod,
    go: (world, made, { way }) =>
      ticked(
        world,
        made,
        methodsOf(made.kind).filter((each) => each !== way.method),
      ),
    back: (world, made) => ticked(world, made, methodsOf(made.kind)),
  },
  'every other method': {
    of: hasMethod,
    go: (world, made, { way }) => ticked(world, made, [way.method ?? '']),
    back: (world, made) => ticked(world, made, methodsOf(made.kind)),
  },
  'client ID type': {
    of: ({ kind }) => kind !== 'own',
    go: (world, made) =>
      profile(
        world,
        made,
        made.secret !== null
          ? { ClientIDType: 'List', AllowedClients: ['somebody-else'] }
          : { ClientIDType: 'Confidential' },
      ),
    back: (world, made) => profile(world, made, typeOf(made.kind)),
  },
  'client list': {
    of: ({ kind }) => kind === 'List',
    go: (world, made) => profile(world, made, { ClientIDType: 'List', AllowedClients: ['somebody-else'] }),
    back: (world, made) => profile(world, made, typeOf('List')),
  },
  'tokens without an application': {
    of: isUser,
    go: (world, made) => user(world, made, { Gatewright: { TokensWithoutApplication: false } }),
    back: (world, made) => user(world, made, { Gatewright: { TokensWithoutApplication: true } }),
  },
  'client unmarked': {
    of: isUser,
    go: (world, made) => user(world, made, { OauthClient: false }),
    back: (world, made) => user(world, made, { OauthClient: true }),
  },
  'client disabled': {
    of: isUser,
    go: (world, made) => state(world, made.userId, 'Disabled'),
    back: (world, made) => state(world, made.userId, 'None'),
  },
  'another secret': {
    of: hasSecret,
    go: async (world, made) => revoke(world, made, (await addSecret(world, made)).id),
  },
  'secret revoked': {
    of: hasSecret,
    go: (world, made, { secretId }) => revoke(world, made, secretId),
  },
  'secret expired': {
    of: hasSecret,
    go: ({ running }, _, { secretId }) =>
      running.tenant.database.write((tx) =>
        tx
          .updateTable('credential')
          .set({ expires_at: running.tenant.clock() - 1 })
          .where('id', '=', secretId)
          .execute(),
      ),
  },
  'secret replaced': {
    of: hasSecret,
    go: async (world, made) => {
      made.secret = `Another-Secret-${randomUUID()}`
      return made.userId === null
        ? profile(world, made, { ClientSecret: made.secret })
        : world.running.admin.result('/UserMgmt/ResetUserPassword', {
            ID: made.userId,
            newPassword: made.secret,
          })
    },
  },
  'person disabled': {
    go: (world) => state(world, world.person.id, 'Disabled'),
    back: async (world) => {
      await state(world, world.person.id, 'None')
      world.person.bearer = await signedIn(world.running)
    },
  },
  'client deleted': {
    of: isUser,
    go: ({ running }, made) => running.admin.result('/UserMgmt/RemoveUser', { ID: made.userId }),
  },
  'application deleted': {
    of: ({ userId }) => userId === null,
    go: ({ running }, { rowKey }) =>
      running.admin.result('/SaasManage/DeleteApplication', { _RowKey: [rowKey] }),
  },
} satisfies Record<string, Change>

export type Thing = keyof typeof things
