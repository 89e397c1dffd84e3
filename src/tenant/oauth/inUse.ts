import { isOwnClient } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { judge, type Verdict } from './check.ts'
import { platformProofs, platformUnscoped } from './checks/platformChecks.ts'
import { authMethodAllowed } from './checks/authMethodAllowed.ts'
import { clientFitsType } from './checks/clientFitsType.ts'
import { personMayRun } from './checks/personMayRun.ts'
import { proofs } from './checks/proofs.ts'
import { responseTypeAllowed } from './checks/responseTypeAllowed.ts'
import { runPermission } from './checks/runPermission.ts'
import type { ClientFacts, UserFacts } from './facts.ts'
import type { Origin } from './issue/tokenId.ts'

/** A token that was given, and what it stands on as that is now. */
export type InUse = {
  origin: Origin
  application: Application | null
  clientId: string
  /** Whom it is about: a person, or the program itself. */
  user: UserFacts | null
  /** The client of a person's token, where clients are users. */
  clientUser: UserFacts | null
  /** Who has the secret that it was given for. */
  secretOwner: string | null
}

/**
 * Whether a token would be given again now, in the same way to the same client with the same secret: the checks that gave it judge its use. Only what
 * was proven once and for all is left out, such as a code.
 */
export function judgeInUse(token: InUse): Verdict {
  const { application, origin } = token
  if (origin.authorizationId === null) return judgeProgram(token)
  return application === null ? judge([personMayRun], { user: null }) : judgePerson(token, application)
}

function judgeProgram({ origin: { given }, application, clientId, user, secretOwner }: InUse): Verdict {
  // An earlier version did not write down by which secret a token was issued
  const secretMatches = given === null || (secretOwner !== null && secretOwner === user?.id)
  const client: ClientFacts = { id: clientId, method: 'form', user, secretMatches, secretId: null }
  const grantType = 'client_credentials' as const
  if (application === null)
    return judge([...platformProofs, platformUnscoped], { client, requestedScopes: null })
  return judge([...(given?.way === 'Platform' ? platformProofs : proofs), authMethodAllowed, runPermission], {
    application,
    grantType,
    client,
  })
}

function judgePerson(
  { origin: { given }, clientId, user, clientUser, secretOwner }: InUse,
  application: Application,
): Verdict {
  const facts = { application, clientId, clientUser, user }
  // Which of the ways it was, an earlier version did not say
  if (given === null) return judge([clientFitsType, personMayRun], facts)
  if (given.way === 'Implicit')
    return judge([responseTypeAllowed, clientFitsType, personMayRun], { ...facts, responseType: 'token' })
  const owner = isOwnClient(application) ? application.id : clientUser?.id
  const client: ClientFacts = {
    id: clientId,
    method: given.secretId === null ? 'none' : 'form',
    user: clientUser,
    secretMatches: given.secretId === null ? null : secretOwner !== null && secretOwner === owner,
    secretId: given.secretId,
  }
  const grantType = given.way === 'ResourceCreds' ? ('password' as const) : ('authorization_code' as const)
  return judge([...proofs, authMethodAllowed, personMayRun], {
    application,
    grantType,
    client,
    user,
  })
}

/** Whether the client of a person's token is looked up in the directory. */
export const hasClientUser = (application: Application, { authorizationId, given }: Origin): boolean =>
  authorizationId !== null &&
  !isOwnClient(application) &&
  (application.config.generalUsage.clientIdType === 'Confidential' || (given?.secretId ?? null) !== null)
