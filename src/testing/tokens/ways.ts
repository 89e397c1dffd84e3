import { expect } from 'vitest'
import { answerOf, type OAuth } from '../oauth.ts'
import type { Thing } from './things.ts'
import type { Place } from './places.ts'
import { visitor, type Kind, type Made, type Method, type World } from './world.ts'

type Client = { clientId: string; secret?: string }

/** A way of getting a token. */
export type Way = {
  kind: Kind
  profile?: object
  /** The auth method that gives it. */
  method: Method | null
  get: (world: World, made: Made, client: Client) => Promise<string>
  /** What it ends with. */
  standsOn: readonly Thing[]
  /** What is not tried: nobody who could tell would be left. */
  untried?: readonly Thing[]
  /** Where it can be used; everywhere unless it is said. */
  places?: readonly Place[]
}

type Get<Token> = (world: World, made: Made, client: Client) => Promise<Token>
type Body = Record<string, unknown>

function given({ status, body }: Awaited<ReturnType<OAuth['token']>>): Body {
  expect([status, body['error']]).toEqual([200, undefined])
  return body
}
const accessIn = (body: Body) => String(body['access_token'])

const proof = ({ clientId, secret }: Client) => (secret === undefined ? {} : { client: { clientId, secret } })
const named = ({ clientId, secret }: Client) => (secret === undefined ? { client_id: clientId } : {})

const ofProgram: Get<string> = async ({ flow }, { applicationId }, client) => {
  const fields = { grant_type: 'client_credentials', scope: applicationId }
  return accessIn(given(await flow.token(applicationId, fields, proof(client))))
}

const redeem = async ({ flow }: World, { applicationId }: Made, client: Client, code: string) =>
  given(await flow.token(applicationId, flow.redemption(code, named(client)), proof(client)))

const byCode: Get<Body> = async (world, made, client) => {
  const { applicationId } = made
  const asked = { bearer: world.person.bearer, others: { scope: applicationId } }
  return redeem(world, made, client, await world.flow.code({ applicationId, client }, asked))
}

const ofPerson: Get<string> = async (...asked) => accessIn(await byCode(...asked))

const refreshed: Get<string> = async (world, made, client) => {
  const token = String((await byCode(world, made, client))['refresh_token'])
  const fields = { grant_type: 'refresh_token', refresh_token: token, ...named(client) }
  return accessIn(given(await world.flow.token(made.applicationId, fields, proof(client))))
}

async function front({ flow, person }: World, { applicationId }: Made, { clientId }: Client, type: string) {
  const asked = flow.request(clientId, { response_type: type, scope: applicationId, nonce: 'n' })
  return answerOf(await flow.authorize(applicationId, asked, { bearer: person.bearer }))
}

async function platform({ flow }: World, client: Client, scope?: string) {
  const fields = { grant_type: 'client_credentials', scope }
  return accessIn(given(await flow.post('PlatformToken', fields, proof(client))))
}

const secrets = ['secret revoked', 'secret replaced', 'secret expired'] as const
const userClient = [...secrets, 'client disabled', 'client deleted', 'client unmarked'] as const
const ofApplication = ['method', 'application deleted'] as const
const signedInPerson = ['person’s Run', 'person disabled'] as const

export const ways: Record<string, Way> = {
  'client credentials': {
    kind: 'Confidential',
    method: 'ClientCreds',
    get: ofProgram,
    standsOn: [...ofApplication, ...userClient, 'client’s Run', 'client ID type'],
  },
  'client credentials, opaque': {
    kind: 'Confidential',
    profile: { TokenType: 'Opaque' },
    method: 'ClientCreds',
    get: ofProgram,
    standsOn: [...ofApplication, ...userClient, 'client’s Run', 'client ID type'],
  },
  'client credentials of any user': {
    kind: 'Confidential',
    profile: { MustBeOauthClient: false },
    method: 'ClientCreds',
    get: ofProgram,
    standsOn: [
      ...ofApplication,
      ...secrets,
      'client disabled',
      'client deleted',
      'client’s Run',
      'client ID type',
    ],
  },
  'PlatformToken with a scope': {
    kind: 'Confidential',
    method: 'ClientCreds',
    get: (world, made, client) => platform(world, client, made.applicationId),
    standsOn: [...ofApplication, ...userClient, 'client’s Run'],
    untried: ['client ID type'],
  },
  'PlatformToken without a scope': {
    kind: 'Confidential',
    method: null,
    get: (world, _, client) => platform(world, client),
    standsOn: [...userClient, 'tokens without an application'],
    // It is no application's
    places: ['tenant API'],
  },
  'a code': {
    kind: 'Confidential',
    method: 'AuthorizationCode',
    get: ofPerson,
    standsOn: [...ofApplication, ...userClient, ...signedInPerson, 'client ID type'],
  },
  'a code, opaque': {
    kind: 'Confidential',
    profile: { TokenType: 'Opaque' },
    method: 'AuthorizationCode',
    get: ofPerson,
    standsOn: [...ofApplication, ...userClient, ...signedInPerson, 'client ID type'],
  },
  'a refresh token': {
    kind: 'Confidential',
    method: 'AuthorizationCode',
    get: refreshed,
    standsOn: [...ofApplication, ...userClient, ...signedInPerson, 'client ID type'],
  },
  'a code of an application that is its own client': {
    kind: 'own',
    method: 'AuthorizationCode',
    get: ofPerson,
    standsOn: [...ofApplication, ...secrets, ...signedInPerson],
  },
  'a code of a listed client': {
    kind: 'List',
    method: 'AuthorizationCode',
    get: ofPerson,
    standsOn: [...ofApplication, ...signedInPerson, 'client ID type', 'client list'],
    // Nobody can ask there: no client has a secret
    places: ['tenant API', 'userinfo'],
  },
  'a code of any client': {
    kind: 'Anything',
    method: 'AuthorizationCode',
    get: ofPerson,
    standsOn: [...ofApplication, ...signedInPerson, 'client ID type'],
  },
  'a code of a user with a secret, where any client will do': {
    kind: 'secretive',
    method: 'AuthorizationCode',
    get: ofPerson,
    standsOn: [
      ...ofApplication,
      ...secrets,
      ...signedInPerson,
      'client disabled',
      'client deleted',
      'client ID type',
    ],
  },
  'a password': {
    kind: 'Confidential',
    method: 'ResourceCreds',
    get: async ({ flow }, { applicationId }, client) => {
      const fields = {
        grant_type: 'password',
        username: visitor.user,
        password: visitor.password,
        scope: applicationId,
      }
      return accessIn(given(await flow.token(applicationId, fields, proof(client))))
    },
    standsOn: [...ofApplication, ...userClient, ...signedInPerson, 'client ID type'],
  },
  'the front channel': {
    kind: 'Confidential',
    method: 'Implicit',
    get: async (world, made, client) => (await front(world, made, client, 'token')).get('access_token') ?? '',
    standsOn: [
      ...ofApplication,
      ...signedInPerson,
      'client disabled',
      'client deleted',
      'client unmarked',
      'client ID type',
    ],
  },
  'the front channel beside a code': {
    kind: 'Confidential',
    method: 'Implicit',
    get: async (world, made, client) =>
      (await front(world, made, client, 'code token')).get('access_token') ?? '',
    standsOn: [
      ...ofApplication,
      ...signedInPerson,
      'client disabled',
      'client deleted',
      'client unmarked',
      'client ID type',
    ],
  },
  'a code beside the front channel': {
    kind: 'Confidential',
    method: 'AuthorizationCode',
    get: async (world, made, client) => {
      const code = (await front(world, made, client, 'code token')).get('code') ?? ''
      return String((await redeem(world, made, client, code))['access_token'])
    },
    standsOn: [...ofApplication, ...userClient, ...signedInPerson, 'client ID type'],
  },
}
