/** What a routing rule may ask of the program that a person signs in with. */
export const userAgents = {
  Any: 'Any',
  Browser: 'Browser',
  MobileBrowser: 'Mobile browser',
  NativeClient: 'Native client',
} as const

export type UserAgent = keyof typeof userAgents
export type Agent = Exclude<UserAgent, 'Any'>

export const agents = (Object.keys(userAgents) as UserAgent[]).filter((agent) => agent !== 'Any')

/** Where a name is given: on our page, or by a program that calls StartAuthentication. */
export type Door = 'page' | 'api'

/** Which of the three signs in. Whoever signs in chooses the header, so that it is a convenience and never a control (RT-09). */
export const agentOf = (door: Door, header: string | undefined): Agent =>
  door === 'api' ? 'NativeClient' : mobile.test((header ?? '').slice(0, 500)) ? 'MobileBrowser' : 'Browser'

const mobile = /Mobi|Android|iPhone|iPad/i
