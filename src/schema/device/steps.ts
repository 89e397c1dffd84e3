/** What a device does to get events, in its order; each step can fail by itself. */
export const deviceSteps = {
  reach: { title: 'Reach', does: 'Connect to the server' },
  application: { title: 'Application', does: 'Find the application' },
  secret: { title: 'Credentials', does: 'Let the user name and the password in' },
  method: { title: 'Auth method', does: 'Give a token for client credentials' },
  run: { title: 'Run', does: 'Let the service user run the application' },
  scope: { title: 'Scope', does: 'Grant the scope' },
  query: { title: 'Query', does: 'Open Redrock/query to the token' },
  rows: { title: 'Rows', does: 'Show events' },
} as const

export type DeviceStep = keyof typeof deviceSteps

/** Which screen mends a failure. */
export type DeviceScreen = 'device' | 'description' | 'user' | 'tokens' | 'userAccess' | 'scope' | 'roles'

/** Where a failure is mended, in words. */
export const deviceScreens = {
  device: 'Settings of this device',
  description: 'Description of the application',
  user: 'The service user',
  tokens: 'Tokens of the application',
  userAccess: 'User Access of the application',
  scope: 'Scope of the application',
  roles: 'Roles of the service user',
} as const satisfies Record<DeviceScreen, string>

export const deviceStates = ['Waiting', 'Working', 'Failing', 'Paused'] as const
