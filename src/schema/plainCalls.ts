import { applicationCalls } from './calls/applicationCalls.ts'
import { bulkCalls } from './calls/bulkCalls.ts'
import { directoryCalls } from './calls/directoryCalls.ts'
import { draftCalls } from './calls/draftCalls.ts'
import { eventCalls } from './calls/eventCalls.ts'
import { failureCalls } from './calls/failureCalls.ts'
import { findCalls } from './calls/findCalls.ts'
import { globalGroupMappingCalls } from './globalGroupMappingCalls.ts'
import { groupCalls } from './calls/groupCalls.ts'
import { historyCalls } from './calls/historyCalls.ts'
import { identityLinkCalls } from './calls/identityLinkCalls.ts'
import { keyCalls } from './calls/keyCalls.ts'
import { policyCalls } from './calls/policyCalls.ts'
import { roleCalls } from './calls/roleCalls.ts'
import { routingCalls } from './routingCalls.ts'
import { scopeCalls } from './calls/scopeCalls.ts'
import { secretCalls } from './calls/secretCalls.ts'
import { selfCalls } from './calls/selfCalls.ts'
import { sessionCalls } from './calls/sessionCalls.ts'
import { signInCalls } from './calls/signInCalls.ts'
import { tenantCalls } from './calls/tenantCalls.ts'
import { userAccessCalls } from './calls/userAccessCalls.ts'
import { userCalls } from './calls/userCalls.ts'
import { userSessionCalls } from './calls/userSessionCalls.ts'

/**
 * The calls of the tenant API that need no settings of an application: the greater part of the table in api.ts. Apart, so that the first
 * screen of the console loads neither the settings nor the pattern engine.
 */
export const plainCalls = {
  ...signInCalls,
  ...sessionCalls,
  ...applicationCalls,
  ...userCalls,
  ...userAccessCalls,
  ...userSessionCalls,
  ...selfCalls,
  ...directoryCalls,
  ...roleCalls,
  ...groupCalls,
  ...bulkCalls,
  ...secretCalls,
  ...scopeCalls,
  ...identityLinkCalls,
  ...keyCalls,
  ...routingCalls,
  ...globalGroupMappingCalls,
  ...tenantCalls,
  ...policyCalls,
  ...historyCalls,
  ...eventCalls,
  ...failureCalls,
  ...findCalls,
  ...draftCalls,
} as const
