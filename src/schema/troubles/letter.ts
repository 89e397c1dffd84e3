import type { MendedBy } from './trouble.ts'

export type Told = {
  application: string | null
  client: string
  at: number
  count: number
  title: string
  told: string
  why: string
  expected: string
  seen: string
  cure: string
  difference: string
  request: string
  by: MendedBy
}

const todo: Record<MendedBy, string> = {
  client: 'Please change this in the settings of your program.',
  tenant: 'This is mended on our side. We will tell you when it is done.',
  person: 'Please ask the person who signs in.',
  identityProvider: 'This is mended at the identity provider.',
}

/** What can be sent to whoever looks after the client. It holds what the event holds, and so no secret. */
export function letterOf(failure: Told): string {
  const lines = [
    `Your program ${failure.client || 'without a client ID'} was refused${failure.application === null ? '' : ` by ${failure.application}`} on ${new Date(failure.at).toISOString()}${failure.count > 1 ? `, ${failure.count.toLocaleString('en')} times` : ''}.`,
    '',
    `What happened: ${failure.title}. ${failure.why}`,
    `What your program was told: ${failure.told}`,
    ...optional('What was expected', failure.expected),
    ...optional('What came', failure.seen),
    ...optional('Compared with the nearest registered address', failure.difference),
    ...optional('What to do', failure.cure),
    '',
    todo[failure.by],
    `Reference: ${failure.request}`,
  ]
  return lines.join('\n')
}

const optional = (label: string, value: string) => (value === '' ? [] : [`${label}: ${value}`])
