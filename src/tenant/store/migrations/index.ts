import * as foundation from './0001_foundation.ts'
import * as appendOnlyEvents from './0002_append_only_events.ts'
import * as revokedTokens from './0003_revoked_tokens.ts'
import * as authorizations from './0004_authorizations.ts'
import * as signingKeys from './0005_signing_keys.ts'
import * as groups from './0006_groups.ts'
import * as expiry from './0009_expiry.ts'
import * as sealedHead from './0010_sealed_head.ts'
import * as issuers from './0011_issuers.ts'
import * as whatTokensStandOn from './0012_what_tokens_stand_on.ts'
import * as boundConsents from './0013_bound_consents.ts'
import * as loginTry from './0016_login_try.ts'
import * as signInPage from './0017_sign_in_page.ts'
import * as sealedSecrets from './0018_sealed_secrets.ts'
import * as sharpS from './0024_sharp_s.ts'
import * as spelledDurations from './0025_spelled_durations.ts'
import * as sortKeys from './0026_sort_keys.ts'
import * as identityProviders from './0027_identity_providers.ts'
import * as sourceDirectories from './0028_source_directories.ts'
import * as lists from './0029_lists.ts'
import * as federatedSignIn from './0030_federated_sign_in.ts'
import * as loginSuffixes from './0031_login_suffixes.ts'
import * as groupMappingsForAll from './0032_group_mappings_for_all.ts'
import * as localSignIn from './0033_local_sign_in.ts'
import * as testSignIn from './0035_test_sign_in.ts'
import * as singleLogout from './0036_single_logout.ts'
import * as allowedThrough from './0037_allowed_through.ts'
import * as programSignIn from './0038_program_sign_in.ts'
import * as seenGroups from './0039_seen_groups.ts'
import * as routingRevert from './0044_routing_revert.ts'
import * as lastSignInThere from './0045_last_sign_in_there.ts'
import * as userSets from './0046_user_sets.ts'
import * as signInsOfUsers from './0047_sign_ins_of_users.ts'
import * as deletedObjects from './0048_deleted_objects.ts'
import * as trigrams from './0049_trigrams.ts'
import * as eventsOfObjects from './0050_events_of_objects.ts'
import * as portalRoles from './0051_portal_roles.ts'
import * as devices from './0052_devices.ts'
import * as facets from './0053_facets.ts'

import * as firstSteps from './0054_first_steps.ts'
import * as owners from './0055_owners.ts'
import * as usage from './0059_usage.ts'
import * as scopes from './0060_scopes.ts'
import * as sortedLists from './0061_sorted_lists.ts'
import * as failures from './0057_failures.ts'

/** In the order in which they run. A released migration never changes. */
export const migrations = {
  '0001_foundation': foundation,
  '0002_append_only_events': appendOnlyEvents,
  '0003_revoked_tokens': revokedTokens,
  '0004_authorizations': authorizations,
  '0005_signing_keys': signingKeys,
  '0006_groups': groups,
  '0009_expiry': expiry,
  '0010_sealed_head': sealedHead,
  '0011_issuers': issuers,
  '0012_what_tokens_stand_on': whatTokensStandOn,
  '0013_bound_consents': boundConsents,
  '0016_login_try': loginTry,
  '0017_sign_in_page': signInPage,
  '0018_sealed_secrets': sealedSecrets,
  '0024_sharp_s': sharpS,
  '0025_spelled_durations': spelledDurations,
  '0026_sort_keys': sortKeys,
  '0027_identity_providers': identityProviders,
  '0028_source_directories': sourceDirectories,
  '0029_lists': lists,
  '0030_federated_sign_in': federatedSignIn,
  '0031_login_suffixes': loginSuffixes,
  '0032_group_mappings_for_all': groupMappingsForAll,
  '0033_local_sign_in': localSignIn,
  '0035_test_sign_in': testSignIn,
  '0036_single_logout': singleLogout,
  '0037_allowed_through': allowedThrough,
  '0038_program_sign_in': programSignIn,
  '0039_seen_groups': seenGroups,
  '0044_routing_revert': routingRevert,
  '0045_last_sign_in_there': lastSignInThere,
  '0046_user_sets': userSets,
  '0047_sign_ins_of_users': signInsOfUsers,
  '0048_deleted_objects': deletedObjects,
  '0049_trigrams': trigrams,
  '0050_events_of_objects': eventsOfObjects,
  '0051_portal_roles': portalRoles,
  '0052_devices': devices,
  '0053_facets': facets,

  '0054_first_steps': firstSteps,
  '0055_owners': owners,
  '0059_usage': usage,
  '0060_scopes': scopes,
  '0057_failures': failures,
  '0061_sorted_lists': sortedLists,
}
