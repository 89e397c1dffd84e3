import { pastedKinds, type Clue } from '#schema/find/clue.ts'
import { recognise } from '#schema/find/recognise.ts'
import { applicationReaders, eventReaders, userReaders } from '#schema/right.ts'
import { troubles } from '#schema/troubles/catalogue.ts'
import { holdsAny, type Actor } from '../actor.ts'
import type { Tenant } from '../tenant.ts'
import { applicationsFound } from './applicationsFound.ts'
import { eventsFound } from './eventsFound.ts'
import type { Found, FoundLink } from './link.ts'
import { tokenFound } from './tokenFound.ts'
import { usersFound } from './usersFound.ts'

const mostLinks = 50

/** What a pasted text is and leads to, as far as the caller may look there. Nothing of it is kept, and nothing of it is in the answer. */
export async function findPasted(
  tenant: Tenant,
  { pasted, actor }: { pasted: string; actor: Actor },
): Promise<Found> {
  const { kind, clues, told } = recognise(pasted)
  const may = {
    applications: holdsAny(actor, applicationReaders),
    users: holdsAny(actor, userReaders),
    events: holdsAny(actor, eventReaders),
  }
  const reading = { database: tenant.database, actor }
  const tokens = may.applications
    ? await Promise.all(
        clues.filter(isTokenLike).map(({ value }) => tokenFound(tenant, { token: value, actor })),
      )
    : []
  const found = tokens.filter((each) => each !== null)
  const links: FoundLink[] = found.flatMap((each) => each.links)
  for (const clue of clues.filter(({ kind: each }) => each !== 'token')) {
    if (may.events) links.push(...(await eventsFound(reading, clue)))
    if (may.applications) links.push(...(await applicationsFound(reading, clue)))
    if (may.users) links.push(...(await usersFound(reading, clue)))
  }
  const meant = troublesTold(told, kind === 'reply')
  const words = found.flatMap((each) => each.words)
  return {
    what: found[0]?.what ?? pastedKinds[kind],
    words:
      words.length > 0 || links.length > 0 || meant.length > 0
        ? words
        : [
            'Nothing here that you may look at has it. A secret is recognised by nobody, and a token that is long gone neither.',
          ],
    links: distinct(links).slice(0, mostLinks),
    troubles: meant,
  }
}

/** One that says nothing by itself looks like any word. */
const isTokenLike = ({ kind, value }: Clue) =>
  kind === 'token' || (kind === 'anything' && value.length >= 40 && value.length <= 100)

/** Troubles whose text an error has. */
function troublesTold(told: string | null, isReply: boolean): Found['troubles'] {
  const said = told?.trim().toLowerCase() ?? ''
  return Object.entries(troubles)
    .filter(([id, { told: text }]) =>
      isReply
        ? id === 'T14'
        : said.length > 5 && (said === text.toLowerCase() || said.startsWith(`${text.toLowerCase()} `)),
    )
    .map(([id, { title, cause, cure }]) => ({ id, title, cause, cure }))
}

function distinct(links: readonly FoundLink[]): FoundLink[] {
  const seen = new Set<string>()
  return links.filter(({ type, id, tab, why }) => {
    const key = type === 'user' ? `${type} ${id}` : `${type} ${id} ${tab} ${why}`
    return !seen.has(key) && seen.add(key)
  })
}
