import type { UserConfig } from '#schema/user/index.ts'

/** The settings of the status that another one has decided. */
export function decided({ oauthClient, serviceUser, passwordNeverExpires }: UserConfig['status']): string[] {
  return [
    ...(oauthClient ? ['serviceUser', 'passwordNeverExpires'] : []),
    ...(serviceUser ? ['inEverybodyRole', 'breakGlass'] : []),
    ...(passwordNeverExpires ? ['forcePasswordChange'] : []),
  ]
}
