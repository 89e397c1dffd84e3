import type { Access, Endpoint } from './endpoint.ts'
import { isForUse } from './grant.ts'
import { openedCalls } from './openedCalls.ts'
import { rights, type Right } from './right.ts'

/**
 * What a call lets a person do that not everybody may: by a right, as System Administrator, or by Manage, Grant, Delete or View details on single
 * applications.
 */
export type Power = Right | 'sysadmin' | 'applications'

export type Holder = {
  rights: ReadonlySet<Right>
  systemAdministrator: boolean
  /** Holds such a right on some application. */
  holdsApplications: boolean
}

export const powerNames: Record<Power, string> = {
  sysadmin: 'System Administrator',
  ...rights,
  applications: 'Applications that you manage',
}

const inOrder = Object.keys(powerNames) as Power[]

/** The powers of this person that a call uses, of which each alone may be enough. */
function powersAtCall({ access, rowsBy = [] }: Endpoint, holder: Holder): Power[] {
  return [...powersIn(access, holder), ...rowsBy].filter((power) => holds(holder, power))
}

function powersIn(access: Access, holder: Holder): Power[] {
  switch (access.kind) {
    case 'public':
    case 'anyLogin':
      return []
    case 'rights': {
      const { anyOf, application } = access
      if (application === undefined) return anyOf.length === 0 ? ['sysadmin'] : [...anyOf]
      return isForUse(application) ? [...anyOf] : [...anyOf, 'applications']
    }
    case 'allRights':
      return access.allOf.every((right) => holds(holder, right)) ? [...access.allOf] : []
    case 'byOwner':
      return [...powersIn(access.user, holder), ...powersIn(access.application, holder)]
  }
}

function holds({ rights: held, systemAdministrator, holdsApplications }: Holder, power: Power): boolean {
  if (power === 'applications') return holdsApplications
  return systemAdministrator || (power !== 'sysadmin' && held.has(power))
}

/** Whether they change something with it, or only read. */
export type Reach = 'reads' | 'changes'

/** Every power without that of a System Administrator, whom no program may be. */
const everyPower: Holder = {
  rights: new Set(Object.keys(rights) as Right[]),
  systemAdministrator: false,
  holdsApplications: true,
}

/** The powers of which a token with these patterns needs one to show or do anything; none where it opens no call, or one that everybody may use. */
export function powersWanted(patterns: readonly string[]): Power[] {
  const wanted = [...openedCalls(patterns)].map(({ endpoint }) => powersAtCall(endpoint, everyPower))
  return wanted.some((powers) => powers.length === 0) ? [] : [...new Set(wanted.flat())]
}

/** What whoever gets a token with these patterns could do with the powers of its person. */
export function powersOpened(patterns: readonly string[], holder: Holder): Map<Power, Reach> {
  const found = new Map<Power, Reach>()
  for (const { endpoint } of openedCalls(patterns))
    for (const power of powersAtCall(endpoint, holder))
      if (!endpoint.reads || !found.has(power)) found.set(power, endpoint.reads ? 'reads' : 'changes')
  return new Map(inOrder.flatMap((power) => (found.has(power) ? [[power, found.get(power) ?? 'reads']] : [])))
}
