import { answerOf, challenge, oauthOf, redirectUri, verifier } from './oauth.ts'
import { signIn } from './apiClient.ts'
import { password, peopleOf } from './people.ts'
import type { TestTenant } from './tenant.ts'
import type { TokenRequestCase } from './anyTokenRequest.ts'

/** What came of a request: a token, a refusal of the endpoint, or a page that let nobody in. */
export type Outcome =
  | { token: string }
  | { error: unknown; description: unknown }
  | { notSignedIn: 'refused' | 'has to change the password' }

/** A tenant in which every case of `anyTokenRequest` can be set up and really tried. */
export async function tokenRequestsOf(running: TestTenant) {
  const { admin, url, tenant } = running
  const flow = oauthOf(running)
  const people = peopleOf(running)
  const rows = {
    client: (await flow.application('inspected')).rowKey,
    server: (await flow.application('inspected-server', { template: 'OAuth2Server' })).rowKey,
    openid: (await flow.openIdConnect('inspected-openid')).rowKey,
  }
  const names = { client: 'inspected', server: 'inspected-server', openid: 'inspected-openid' }
  const ownSecret = await admin.result<{ secret: string }>('/Gatewright/Secrets/Add', {
    owner: { type: 'application', id: rows.openid },
    key: crypto.randomUUID(),
    label: 'the second',
  })
  const ids = {
    svc: (await flow.serviceUser('svc')).id,
    human: await people.addUser('human'),
    person: await people.addUser('person'),
  }
  const inner = await people.addRole('Inner')
  const outer = await people.addRole('Outer')
  const group = await people.addGroup('Run it')
  await people.join(inner, { Users: Object.values(ids) })
  await people.join(outer, { Roles: [inner] })
  await admin.result('/Gatewright/Groups/AddMembers', { ID: group, Users: Object.values(ids) })

  const idOf = ({ application, client }: TokenRequestCase) => {
    if (application === 'openid') return client === 'unknown' ? 'unknown' : rows.openid
    return client === 'listed-app' ? client : `${client}@acme.test`
  }
  const nameOf = (name: string) => `${name}@acme.test`
  const sendsSecret = ({ application, clientIdType, withSecret }: TokenRequestCase) =>
    application === 'openid' || clientIdType === 'Confidential' || (clientIdType === 'Anything' && withSecret)
  const redirectOf = ({ redirect }: TokenRequestCase) =>
    redirect === 'registered' ? redirectUri : 'https://app.test/other'

  async function setUp(one: TokenRequestCase): Promise<void> {
    const rowKey = rows[one.application]
    const methods = ['ClientCreds', 'AuthorizationCode', 'Implicit', 'ResourceCreds'].filter(
      (method) => method !== one.without && (one.application !== 'openid' || method !== 'ClientCreds'),
    )
    await flow.change(rowKey, {
      OAuthProfile: {
        AllowedAuth: methods.join(','),
        Redirects: [redirectUri],
        KnownScopes: [{ Scope: 'siem' }, { Scope: 'other' }],
        Confirm: one.userMustConfirm,
        ...(one.application === 'openid'
          ? {}
          : { MustBeOauthClient: one.mustBeOAuthClient, ...typeOf(one.clientIdType) }),
      },
      ...(one.application === 'client' ? {} : { OpenIDConnectScript: one.script }),
    })
    const grants: string[][] = {
      'everybody and the client': [
        ['Role', 'everybody'],
        ['User', ids.svc],
      ],
      role: [['Role', inner]],
      group: [['Group', group]],
      'nested role': [['Role', outer]],
      nobody: [],
    }[one.run] as string[][]
    await admin.result('/SaasManage/SetApplicationPermissions', {
      ID: rowKey,
      Grants: [
        ['Role', 'everybody'],
        ['Role', inner],
        ['Role', outer],
        ['Group', group],
        ['User', ids.svc],
      ].map(([PType, PrincipalId]) => ({
        PType,
        PrincipalId,
        Rights: grants.some(([, id]) => id === PrincipalId) ? 'Execute' : 'None',
      })),
    })
    const stateOf = (id: string, state: string) =>
      admin.result('/CDirectoryService/SetUserState', { ID: id, state })
    await stateOf(ids.svc, one.clientState)
    await stateOf(ids.person, one.personState)
    await admin.result('/CDirectoryService/ChangeUser', {
      ID: ids.person,
      ForcePasswordChangeNext: one.mustChange,
    })
    await tenant.database.write(async (tx) => {
      await tx.deleteFrom('failed_login').execute()
      await tx
        .updateTable('credential')
        .set({ expires_at: one.secretExpired ? 1 : null })
        .where('owner_id', 'in', [ids.svc, rows.openid])
        .execute()
    })
  }

  /** The request as a client sends it that does its part well. */
  async function tried(one: TokenRequestCase): Promise<Outcome> {
    const clientId = idOf(one)
    const secret = one.application === 'openid' ? ownSecret.secret : password
    const application = names[one.application]
    const scope = one.requestedScopes?.join(' ')
    const ask = async (fields: Record<string, string | undefined>): Promise<Outcome> => {
      const proof = sendsSecret(one) ? { client: { clientId, secret } } : {}
      const { body } = await flow.token(application, { client_id: clientId, ...fields }, proof)
      return typeof body['access_token'] === 'string'
        ? { token: body['access_token'] }
        : { error: body['error'], description: body['error_description'] }
    }
    if (one.way === 'ClientCreds') return ask({ grant_type: 'client_credentials', scope })
    if (one.way === 'ResourceCreds')
      return ask({ grant_type: 'password', scope, username: nameOf(one.person), password })
    const fields = {
      client_id: clientId,
      redirect_uri: redirectOf(one),
      response_type: one.way === 'Implicit' ? 'id_token token' : 'code',
      scope,
      nonce: 'a nonce',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }
    const before = await flow.authorize(application, fields)
    if (before.status === 400) return { error: 'page', description: null }
    const refused = answerOf(before)
    if (refused.get('error')) return answered(refused)
    const session = await signIn(url, { user: nameOf(one.person), password }).catch(() => null)
    if (session === null) return { notSignedIn: 'refused' }
    if (!session.bearer) return { notSignedIn: 'has to change the password' }
    const answer = answerOf(await flow.authorize(application, fields, { bearer: session.bearer }))
    if (answer.get('access_token') !== null) return { token: answer.get('access_token') ?? '' }
    const code = answer.get('code')
    if (code === null) return answered(answer)
    return ask({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectOf(one),
      code_verifier: verifier,
    })
  }

  const answered = (answer: URLSearchParams): Outcome => ({
    error: answer.get('error'),
    description: answer.get('error_description'),
  })

  /** How the same is asked of the inspector. */
  const question = (one: TokenRequestCase) => ({
    rowKey: rows[one.application],
    way: one.way,
    clientId: idOf(one),
    withSecret: one.withSecret,
    loginName: nameOf(one.person),
    scope: one.requestedScopes,
    redirectUri: redirectOf(one),
  })

  return { setUp, tried, question, ids, rows }
}

const typeOf = (type: string) => ({
  ClientIDType: type === 'Confidential' ? 1 : 0,
  AllowPublic: type !== 'Confidential',
  AllowedClients: type === 'List' ? ['listed-app'] : [],
})
