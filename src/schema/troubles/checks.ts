import type { TroubleId } from './catalogue.ts'
import { callChecks } from './callChecks.ts'
import { federationChecks } from './federationChecks.ts'
import { requestChecks } from './requestChecks.ts'
import { tokenChecks } from './tokenChecks.ts'
import type { FailedCheck } from './trouble.ts'

type Checks = Readonly<Record<string, FailedCheck<TroubleId>>>

/** What each check of the code means when it fails. An identity provider's have a table of their own, because names meet. */
export const checks: Checks = { ...tokenChecks, ...requestChecks, ...callChecks }
export const checksOfFederation: Checks = federationChecks

type Failed = {
  type: string
  objectType: string | null
  detail: { check?: unknown; seen?: unknown; reason?: unknown }
}

/** Which check an event tells of. Sign-ins by password and some refused calls name none, only a reason. */
export function checkOf({ type, detail: { check, reason } }: Pick<Failed, 'type' | 'detail'>): string {
  if (typeof check === 'string' && check !== '') return check
  if (type === 'Cloud.Core.LoginFail')
    return typeof reason !== 'string'
      ? 'passwordRight'
      : reason.endsWith(' does not answer')
        ? 'directoryAnswers'
        : reason.startsWith('has to sign in at ')
          ? 'signsInHere'
          : 'passwordRight'
  return 'callRefused'
}

/** What a failure means; null for a check that an earlier version had. */
export function meaningOf(failed: Failed): FailedCheck<TroubleId> | null {
  const check = checkOf(failed)
  if (failed.type === 'Cloud.Core.LoginFail' && failed.objectType === 'identityProvider')
    return checksOfFederation[check] ?? null
  if (check === 'redirectRegistered' && failed.detail.seen === 'No redirect_uri')
    return { trouble: 'T11', why: 'The request has no redirect_uri.', by: 'client', at: 'redirects' }
  return checks[check] ?? null
}
