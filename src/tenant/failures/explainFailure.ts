import { redactUrl } from '#platform/redactUrl.ts'
import { applicationIdKey } from '#schema/application/applicationId.ts'
import { postLogoutRedirectsOf, redirectsOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import { applicationReaders } from '#schema/right.ts'
import { letterOf } from '#schema/troubles/letter.ts'
import { nearestAddress, type AddressDifference } from '#schema/troubles/nearestAddress.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { applicationsHeld } from '../application/applicationsHeld.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { definedScopes } from '../oauth/scopes.ts'
import type { Tenant } from '../tenant.ts'
import { readFailure, type Failure, type FailureEvent } from './failureEvents.ts'
import { titleOf } from './listFailures.ts'
import { mendOf } from './mendOf.ts'

/** One refusal: what was expected, what came, what that means, and where it is mended as far as the caller may look there. */
export async function explainFailure(
  tenant: Tenant,
  { event, actor }: { event: FailureEvent; actor: Actor },
) {
  const failure = readFailure(event)
  const { meaning, trouble } = failure
  const application = await applicationOf(tenant, { event, failure, actor })
  const nearest = application && nearestOf(application, failure)
  const told = {
    why: meaning?.why ?? '',
    told: trouble?.told ?? failure.error,
    cause: trouble?.cause ?? '',
    // The check knows the case and is more precise than the catalogue
    cure: failure.cure || (trouble?.cure ?? ''),
    by: meaning?.by ?? ('client' as const),
    expected: failure.expected,
    error: failure.error,
  }
  return {
    ...told,
    nearest,
    mend: await mendOf(tenant.database.read, { event, meaning, application, actor }),
    letter: letterOf({
      ...told,
      cure: meaning?.tell ?? told.cure,
      application: event.application_name,
      client: event.actor_name === 'anonymous' ? '' : event.actor_name,
      at: event.at,
      count: failure.count,
      title: titleOf(event, failure),
      seen: failure.seen,
      difference: nearest?.words ?? '',
      request: event.correlation_id,
    }),
  }
}

type Asked = { event: FailureEvent; failure: Failure; actor: Actor }

/** The application that was asked, for who may look at it; of an unknown Application ID the one that differs in case alone. */
async function applicationOf(
  { database }: Tenant,
  { event, failure, actor }: Asked,
): Promise<Application | null> {
  const id =
    event.application_id ??
    (failure.check === 'applicationKnown' ? await meant(database.read, failure.seen) : null)
  if (id === null) return null
  const may =
    holdsAny(actor, applicationReaders) ||
    (await applicationsHeld(database.read, { actor, right: 'ViewDetail', ids: [id] }))
  return may ? loadApplication(database.read, id) : null
}

async function meant(read: Tenant['database']['read'], seen: string): Promise<string | null> {
  const row = await read
    .selectFrom('application')
    .select('id')
    .where('application_id_key', '=', applicationIdKey(seen))
    .executeTakeFirst()
  return row?.id ?? null
}

function nearestOf(application: Application, failure: Failure): AddressDifference | null {
  const { check, seen, expected } = failure
  switch (check) {
    case 'redirectRegistered':
      return seen === 'No redirect_uri' ? null : nearestAddress(seen, redirectsOf(application).map(redactUrl))
    case 'signOutTargetRegistered':
      return nearestAddress(seen, postLogoutRedirectsOf(application).map(redactUrl))
    case 'sameRedirect':
      return expected.includes('://') ? nearestAddress(seen, [redactUrl(expected)]) : null
    case 'applicationKnown':
      return nearestAddress(seen, [application.config.description.applicationId])
    case 'scopeKnown':
    case 'signInScopeKnown':
      return nearestScope(application, { seen, expected })
    default:
      return null
  }
}

function nearestScope(application: Application, { seen, expected }: Pick<Failure, 'seen' | 'expected'>) {
  const defined = definedScopes(application)
  const known = new Set([...defined, ...expected.split(/[, ]/)])
  const unknown = seen.split(' ').find((name) => name !== '' && !known.has(name))
  return unknown === undefined ? null : nearestAddress(unknown, defined)
}
