import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readStored } from '#schema/category.ts'
import { rightPath } from '#schema/right.ts'
import { userCategories } from '#schema/user/index.ts'
import { idle } from '../directory/loginSession.ts'
import { refreshTokenOf } from '../directory/renewSession.ts'
import { earlierTries } from '../directory/checkPassword.ts'
import { beginAttempt, mechanismOf, readAttempt, takeAttempt } from '../directory/loginAttempt.ts'
import { askNewPassword, chooseNewPassword, dropNewPassword } from '../directory/newPassword.ts'
import { admit, onlyFederation } from '../federation/admit.ts'
import { signIn, type LetIn } from '../directory/signIn.ts'
import { giveSession } from '../pages/sessionCookie.ts'
import { Problem } from '../problem.ts'
import type { Tenant } from '../tenant.ts'
import { dropProgramSignIn, ownProgramSignIn } from '../federation/programSignIn.ts'
import { answerPin, pinMechanism, signsInElsewhere } from './programSignIn.ts'
import { limited } from './limited.ts'
import { on, onPublic } from './on.ts'

/** Sign-in by API, with a password (contract.md 2.11 to 2.13). */
export function securityRoutes(app: FastifyInstance, tenant: Tenant): void {
  onPublic(app, tenant, 'startAuthentication', async ({ params, by }) => {
    const admitted = await admit(tenant.database.read, { name: params.User, door: 'NativeClient' })
    const source = by.ip ?? ''
    if (admitted.to === 'identityProvider')
      return signsInElsewhere(tenant, { routed: admitted, name: params.User, source })
    if (admitted.to === 'nowhere') throw new Problem('invalid_request', onlyFederation)
    const { sessionId, mechanismId } = beginAttempt(tenant, { name: params.User, source })
    const mechanism = {
      Name: 'UP',
      PromptMechChosen: 'Enter Password',
      PromptSelectMech: 'Password',
      MechanismId: mechanismId,
    }
    return newPackage(tenant, sessionId, mechanism)
  })

  onPublic(app, tenant, 'advanceAuthentication', async ({ params, by, request, reply }) => {
    if (params.Action !== 'Answer')
      throw new Problem('invalid_request', `Action is ${params.Action}; every mechanism here takes Answer.`)
    const { SessionId: sessionId, MechanismId: mechanismId } = params
    const answer = params.Answer ?? ''
    const from = { source: by.ip ?? '', correlationId: by.correlationId, onPage: false }
    if (mechanismId === mechanismOf(tenant, 'new-password', sessionId))
      return loginSuccess(
        { tenant, request, reply },
        await chooseNewPassword(tenant, { sessionId, password: answer, ...from }),
      )
    if (mechanismId === pinMechanism)
      return loginSuccess(
        { tenant, request, reply },
        await answerPin(tenant, { sessionId, pin: answer, ...from }),
      )
    const attempt = readAttempt(tenant, { sessionId, mechanismId, source: from.source })
    if (!attempt) throw ended()
    // Whoever has to wait leaves no row
    const { wait } = await earlierTries(tenant, { name: attempt.name, ...from })
    if (wait > 0) throw limited(reply, Math.ceil(wait / 1000))
    if (!(await takeAttempt(tenant, attempt))) throw ended()
    const outcome = await signIn(tenant, {
      name: attempt.name,
      password: answer,
      door: 'NativeClient',
      ...from,
    })
    if ('routed' in outcome) throw ended()
    if ('refused' in outcome)
      throw outcome.waitSeconds
        ? limited(reply, outcome.waitSeconds)
        : new Problem(outcome.unavailable ? 'unavailable' : 'invalid_request', outcome.refused)
    if ('session' in outcome) return loginSuccess({ tenant, request, reply }, outcome)
    await askNewPassword(tenant, { user: outcome.toChange, source: from.source, sessionId })
    return newPackage(tenant, sessionId, {
      Name: 'RESET',
      PromptMechChosen: 'Enter New Password',
      PromptSelectMech: 'New Password',
      MechanismId: mechanismOf(tenant, 'new-password', sessionId),
    })
  })

  onPublic(app, tenant, 'cleanupAuthentication', async ({ params, by }) => {
    const held = { sessionId: params.SessionId, source: by.ip ?? '' }
    const program = ownProgramSignIn(tenant, held)
    await (program ? dropProgramSignIn(tenant, program) : dropNewPassword(tenant, held))
    return null
  })

  on(app, tenant, 'whoAmI', async ({ actor }) => ({
    User: actor.name,
    UserId: actor.id,
    UserUuid: actor.id,
    DisplayName: actor.displayName,
    TenantId: tenant.id,
    Rights: [...actor.rights].map(rightPath),
    SystemAdministrator: actor.systemAdministrator,
  }))
}

const ended = () =>
  new Problem('gone', 'This sign-in has ended or was answered already. Start again with StartAuthentication.')

type Mechanism = { Name: string; PromptMechChosen: string; PromptSelectMech: string; MechanismId: string }

/** What has to be answered next, in the same session (contract.md 2.11). */
const newPackage = (tenant: Tenant, sessionId: string, mechanism: Mechanism) => ({
  ClientHints: { PersistDefault: false, AllowPersist: false, AllowForgotPassword: false },
  Version: '1.0',
  SessionId: sessionId,
  TenantId: tenant.id,
  Summary: 'NewPackage' as const,
  AllowLoginMfaCache: false,
  EventDescription: null,
  Challenges: [{ Mechanisms: [{ AnswerType: 'Text', ...mechanism }] }],
})

type Asked = { tenant: Tenant; request: FastifyRequest; reply: FastifyReply }

/** The reply of a finished sign-in: the session as cookie and as bearer. */
export function loginSuccess(asked: Asked, { user, session }: LetIn) {
  giveSession(asked, session.value)
  return {
    Summary: 'LoginSuccess' as const,
    Auth: session.value,
    Token: session.value,
    // What it is good for at least, and what renews it (contract.md 2.7)
    TokenLifetime: idle / 1000,
    RefreshToken: refreshTokenOf(asked.tenant, session.value),
    AuthLevel: 'Normal' as const,
    UserId: user.id,
    User: user.name,
    DisplayName: user.display_name,
    EmailAddress: readStored(userCategories, JSON.parse(user.config) as Record<string, unknown>).account.mail,
    CustomerID: asked.tenant.id,
  }
}
