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
