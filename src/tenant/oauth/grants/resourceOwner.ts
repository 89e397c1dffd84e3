import { checkPassword, type Checked } from '../../directory/checkPassword.ts'
import { insertAuthorization } from '../authorizations.ts'
import { judge, judgeAll } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { directoryAnswers } from '../checks/directoryAnswers.ts'
import { parametersSent } from '../checks/parametersSent.ts'
import { passwordRight } from '../checks/passwordRight.ts'
import { passwordToStay } from '../checks/passwordToStay.ts'
import { personMayRun } from '../checks/personMayRun.ts'
import { proofs } from '../checks/proofs.ts'
import { signsInHere } from '../checks/signsInHere.ts'
import { signInScopeKnown } from '../checks/signInScopeKnown.ts'
import type { PasswordFacts, TokenFacts } from '../facts.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { openingsOf } from '../opening.ts'
import { userFacts } from '../read/clientFacts.ts'
import { missingIn } from '../read/form.ts'
import { readPerson } from '../read/person.ts'
import { grantedScopes, withoutOffline } from '../scopes.ts'
import type { TokenGrant } from './tokenGrant.ts'
import { tokenOfPerson } from './tokenOfPerson.ts'

/** A person's name and password, sent by the client (RFC 6749 §4.3). Whether they fit is told only to a client that may ask. */
const ofClient = [...proofs, authMethodAllowed]
const before = [...ofClient, parametersSent]
const ofPerson = [
  signsInHere,
  directoryAnswers,
  passwordRight,
  passwordToStay,
  personMayRun,
  signInScopeKnown,
]
const checks = [...before, ...ofPerson]

export const resourceOwner: TokenGrant = async ({ tenant, form, facts, from }) => {
  // One published sample of the vendor spells it user_name
  const name = form.get('username') ?? form.get('user_name')
  const missing = [...(name === null ? ['username'] : []), ...missingIn(form, 'password')]
  const allowed = judge(before, { ...facts, missing })
  if (allowed.refusal) return { refused: allowed }
  const outcome = await checkPassword(tenant, {
    name: name ?? '',
    password: form.get('password') ?? '',
    door: 'NativeClient',
    ...from,
  })
  if ('wait' in outcome) return outcome
  const found = 'user' in outcome ? outcome.user : null
  const user = found && (await userFacts(tenant, facts.application, found.id))
  const verdict = judge(checks, { ...facts, missing, ...passwordFacts(outcome), user })
  const person = user && (await readPerson(tenant, user.id))
  if (verdict.refusal || user === null || person === null) return { refused: verdict }
  const scopes = resourceOwnerScopes(facts)
  const { openings } = await openingsOf(tenant, { application: facts.application, userId: user.id, scopes })
  const at = tenant.clock()
  // Ends with the password that it came of (LO-04)
  const authorizationId = await tenant.database.write((tx) =>
    insertAuthorization(tx, {
      application: facts.application,
      userId: user.id,
      clientId: facts.client.id,
      scopes,
      openings,
      sessionMac: null,
      authTime: at,
      at,
    }),
  )
  const asked = tokenOfPerson({
    tenant,
    facts,
    way: 'ResourceCreds',
    allowed: { authorization_id: authorizationId, auth_time: at },
    subject: user,
    scopes,
    nonce: null,
  })
  const scripted = await withScriptClaims(tenant, asked)
  return 'refused' in scripted ? scripted : { ...scripted, person, refreshToken: null }
}

/** It gives no refresh token. */
export const resourceOwnerScopes = (facts: Pick<TokenFacts, 'application' | 'requestedScopes'>) =>
  withoutOffline(facts.application, grantedScopes(facts))

/** What became of the password, as checks look at it. */
export const passwordFacts = (outcome: Exclude<Checked, { wait: number }>): Omit<PasswordFacts, 'user'> => ({
  signsInAt:
    'routed' in outcome
      ? outcome.routed.name
      : 'nowhere' in outcome
        ? 'an identity provider that no rule names'
        : null,
  silentDirectory: 'unreachable' in outcome ? outcome.unreachable : null,
  passwordFault: 'refused' in outcome ? outcome.refused : null,
  passwordToChange: 'toChange' in outcome,
})

/** What a client meets that sends everything as it should. */
export const previewResourceOwner = (facts: TokenFacts & PasswordFacts) =>
  judgeAll([...ofClient, ...ofPerson], facts)
