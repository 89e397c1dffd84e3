import type { Me } from '#console/api/me.ts'
import type { UserConfig } from '#schema/user/index.ts'

/** The settings of the status that another one has decided, or that are for System Administrators. */
export function decided(
  { oauthClient, serviceUser, passwordNeverExpires }: UserConfig['status'],
  { SystemAdministrator }: Me,
): string[] {
  return [
    ...(oauthClient ? ['serviceUser', 'passwordNeverExpires'] : []),
    ...(serviceUser ? ['inEverybodyRole'] : []),
    ...(serviceUser || !SystemAdministrator ? ['breakGlass'] : []),
    ...(passwordNeverExpires ? ['forcePasswordChange'] : []),
  ]
}
