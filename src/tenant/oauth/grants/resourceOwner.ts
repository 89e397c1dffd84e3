import { checkPassword } from '../../directory/checkPassword.ts'
import { insertAuthorization } from '../authorizations.ts'
import { judge } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { directoryAnswers } from '../checks/directoryAnswers.ts'
import { parametersSent } from '../checks/parametersSent.ts'
import { passwordRight } from '../checks/passwordRight.ts'
import { passwordToStay } from '../checks/passwordToStay.ts'
import { personMayRun } from '../checks/personMayRun.ts'
import { proofs } from '../checks/proofs.ts'
import { signsInHere } from '../checks/signsInHere.ts'
import { signInScopeKnown } from '../checks/signInScopeKnown.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { openingsOf } from '../opening.ts'
import { userFacts } from '../read/clientFacts.ts'
import { missingIn } from '../read/form.ts'
import { readPerson } from '../read/person.ts'
import { grantedScopes, withoutOffline } from '../scopes.ts'
import type { TokenGrant } from './tokenGrant.ts'
import { tokenOfPerson } from './tokenOfPerson.ts'

/** A person's name and password, sent by the client (RFC 6749 §4.3). Whether they fit is told only to a client that may ask. */
const before = [...proofs, authMethodAllowed, parametersSent]
const checks = [
  ...before,
  signsInHere,
  directoryAnswers,
  passwordRight,
  passwordToStay,
  personMayRun,
  signInScopeKnown,
]

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
  const verdict = judge(checks, {
    ...facts,
    missing,
    signsInAt:
      'routed' in outcome
        ? outcome.routed.name
        : 'nowhere' in outcome
          ? 'an identity provider that no rule names'
          : null,
    silentDirectory: 'unreachable' in outcome ? outcome.unreachable : null,
    passwordFault: 'refused' in outcome ? outcome.refused : null,
    passwordToChange: 'toChange' in outcome,
    user,
  })
  const person = user && (await readPerson(tenant, user.id))
  if (verdict.refusal || user === null || person === null) return { refused: verdict }
  // It gives no refresh token
  const scopes = withoutOffline(facts.application, grantedScopes(facts))
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
