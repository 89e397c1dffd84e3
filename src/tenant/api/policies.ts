import type { FastifyInstance } from 'fastify'
import { authenticationProfile } from '#schema/authenticationProfile.ts'
import { shortestPassword } from '#schema/password.ts'
import { longestPassword } from '#schema/upTo.ts'
import { longestSession } from '../directory/loginSession.ts'
import { suffixesInOrder } from '../directory/suffixes.ts'
import { notThere } from '../problem.ts'
import { redrockReplyOf } from '../redrock/reply.ts'
import type { Tenant } from '../tenant.ts'
import { on } from './on.ts'

/** How people sign in, as the one profile and the one policy that there are: nobody edits them (contract.md 8). */
export function policyRoutes(app: FastifyInstance, tenant: Tenant): void {
  on(app, tenant, 'getProfileList', () => Promise.resolve([profile]))

  on(app, tenant, 'getDecoratedProfileList', () =>
    Promise.resolve(
      redrockReplyOf({
        columns: [
          ...['Uuid', 'Name', 'Challenges', 'AdditionalData'].map((name) => ({
            name,
            kind: 'text' as const,
          })),
          { name: 'DurationInMinutes', kind: 'number' },
        ],
        results: [
          {
            Entities: [{ Type: 'AuthProfile', Key: profile.Uuid, IsForeignKey: false }],
            Row: profile,
          },
        ],
        fullCount: 1,
      }),
    ),
  )

  on(app, tenant, 'getProfile', ({ params }) => {
    if (params.Uuid.toLowerCase() !== profile.Uuid) throw notThere(`authentication profile ${params.Uuid}`)
    return Promise.resolve(profile)
  })

  on(app, tenant, 'getNicePlinks', () =>
    Promise.resolve({
      ...redrockReplyOf({
        columns: [
          ...['ID', 'PolicySet', 'LinkType', 'Description', 'Params'].map((name) => ({
            name,
            kind: 'text' as const,
          })),
          { name: 'EnableCompliant', kind: 'flag' },
        ],
        results: [
          { Entities: [{ Type: 'PolicyLink', Key: policy.path, IsForeignKey: false }], Row: policyLink },
        ],
        fullCount: 1,
      }),
      RevStamp: policy.stamp,
    }),
  )

  on(app, tenant, 'getPolicyBlock', ({ params }) => {
    if (params.name.toLowerCase() !== policy.path.toLowerCase()) throw notThere(`policy ${params.name}`)
    return Promise.resolve({
      Path: policy.path,
      Description: policy.description,
      Version: 1,
      RevStamp: policy.stamp,
      Settings: policySettings,
    })
  })

  on(app, tenant, 'getCustomerConfig', async () => {
    const [first = tenant.id] = await suffixesInOrder(tenant.database.read)
    return { CustomerID: tenant.id, TenantID: tenant.id, Name: first, Url: tenant.url }
  })
}

const profile = {
  Uuid: authenticationProfile.uuid,
  Name: authenticationProfile.name,
  DurationInMinutes: 0,
  Challenges: ['UP'],
  // One client reads through it
  AdditionalData: { NumberOfQuestions: 0 },
}

const policy = {
  path: '/Policy/Default Policy',
  description: 'How everybody signs in here, and what passwords have to be.',
  // It never changes
  stamp: '0',
}

const policyLink = {
  ID: policy.path,
  PolicySet: policy.path,
  LinkType: 'Global',
  Description: policy.description,
  Params: [],
  EnableCompliant: true,
}

const policySettings = {
  AuthenticationEnabled: true,
  '/Core/Authentication/AuthenticationRulesDefaultProfileId': authenticationProfile.uuid,
  '/Core/Authentication/CookieSessionLifespanHours': longestSession / 3_600_000,
  '/Core/Authentication/CookieAllowPersist': false,
  '/Core/Security/CDS/PasswordPolicy/MinLength': shortestPassword,
  '/Core/Security/CDS/PasswordPolicy/MaxLength': longestPassword,
  '/Core/Security/CDS/PasswordPolicy/RequireDigit': false,
  '/Core/Security/CDS/PasswordPolicy/RequireMixCase': false,
  '/Core/Security/CDS/PasswordPolicy/RequireSymbol': false,
}
