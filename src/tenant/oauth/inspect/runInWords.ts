import { reaching } from '../../application/applicationsHeld.ts'
import { namedWays, namesOf, type NamedWays } from '../../directory/membershipsOf.ts'
import { standingOf } from '../../directory/rightsOf.ts'
import { keyOf, type Holder } from '../../directory/ways.ts'
import type { Tenant } from '../../tenant.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Step } from './step.ts'

/** How somebody has Run, through which roles and groups; of somebody without it, who has it. */
export async function runInWords(
  { database }: Tenant,
  { config }: Application,
  userId: string,
): Promise<Pick<Step, 'seen'> & { expected?: string }> {
  const running = config.userAccess.grants.filter(({ rights }) => rights.includes('Run'))
  const standing = await standingOf(database.read, userId)
  if (!standing) return { seen: 'No user' }
  const reached = reaching(running, { id: userId, ...standing })
  if (reached.length === 0) return { seen: 'No Run', expected: expectedOf(running) }
  const holders = reached.flatMap(({ type, id }): Holder[] => (type === 'User' ? [] : [{ type, id }]))
  const [names, ways] = await Promise.all([
    namesOf(database.read, holders),
    namedWays(database.read, standing, holders),
  ])
  const waysTo = new Map(holders.map((each, at) => [keyOf(each), ways[at]]))
  const said = reached.map((grant) =>
    grant.type === 'User'
      ? 'given to the user'
      : `given to the ${grant.type.toLowerCase()} ${names.get(keyOf(grant)) ?? grant.name}${throughInWords(waysTo.get(keyOf(grant)))}`,
  )
  return { seen: `Run, ${said.slice(0, mostSaid).join('; ')}${said.length > mostSaid ? '; and more' : ''}` }
}

const mostSaid = 5

function throughInWords(ways: NamedWays | undefined): string {
  const [way] = ways?.ways ?? []
  if (!way || ways?.direct) return ''
  return `, in which the user is through ${way.map(({ type, name }) => `the ${type.toLowerCase()} ${name}`).join(' and ')}`
}

function expectedOf(running: Application['config']['userAccess']['grants']): string {
  if (running.length === 0) return 'Run on the application, which nobody has'
  const [first, ...others] = running.map(({ type, name }) => `the ${type.toLowerCase()} ${name}`)
  const named = [first, ...others.slice(0, mostSaid - 1)].join(', ')
  return `Run on the application, which ${named}${running.length > mostSaid ? ' and others' : ''} ${running.length > 1 ? 'have' : 'has'}`
}
