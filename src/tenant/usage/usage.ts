import type { Database } from '#platform/database/database.ts'
import type { Log } from '#platform/log.ts'
import { dayOf, oneDay } from '../days.ts'
import type { Way } from '../oauth/issue/tokenId.ts'
import type { Tables } from '../store/tables.ts'
import { createCounters, mostRows } from './counters.ts'

/** Which program: its application, null for a token of the platform itself, and its client ID. */
export type UsedBy = { applicationId: string | null; clientId: string }

/**
 * Who calls what, and gets which tokens, as counters. Nobody waits for them: they are gathered in memory and written every few seconds, and when the
 * process stops. What a crash loses is a few seconds of counts.
 */
export type Usage = {
  /** A call of the tenant API, with the scopes of the token that open it. */
  call(by: UsedBy, call: { scopes: readonly string[]; path: string }): void
  /** A token, with the scopes that were named for it and those that it has; null where there is none yet, or was refused for its scopes. */
  token(
    by: UsedBy,
    token: { way: Way; asked: readonly string[] | null; given: readonly string[] | null },
  ): void
  /** Writes what was counted. */
  write(): Promise<void>
}

const writeEvery = 5000
/** Of a path that is no call of the tenant. */
export const otherPath = 'other'
/** Characters of a client ID or scope that is told apart: clients may send thousands, which no index holds. */
const longestTold = 300
const isTold = (...names: readonly string[]) => names.every((name) => name.length <= longestTold)

export function createUsage({
  database,
  log,
  clock,
}: {
  database: Database<Tables>
  log: Log
  clock: () => number
}): Usage {
  const calls = createCounters(database, {
    table: 'call_count',
    key: ['application_id', 'scope', 'client_id', 'path', 'day'],
    counted: ['calls'],
  })
  const tokens = createCounters(database, {
    table: 'token_count',
    key: ['application_id', 'scope', 'client_id', 'way', 'day'],
    counted: ['asked', 'given'],
  })
  const today = () => dayOf(clock()) * oneDay
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  /** One at a time. What could not be written waits for the next time. */
  function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const before = writing
    return (writing = (async () => {
      await before
      try {
        await calls.write()
        await tokens.write()
      } catch (error) {
        log.warn({ err: error }, 'what was used was not written, and is tried again')
      }
    })())
  }

  function later(): void {
    timer ??= setTimeout(() => {
      void writeAgain()
    }, writeEvery).unref()
  }

  async function writeAgain(): Promise<void> {
    await write()
    if (calls.waits() || tokens.waits()) later()
  }

  return {
    call({ applicationId, clientId }, { scopes, path }) {
      const row = { application_id: applicationId ?? '', day: today(), calls: 1 }
      const beyond = { ...row, client_id: '', scope: '', path: otherPath }
      for (const scope of scopes.length > 0 ? scopes : [''])
        calls.add(isTold(clientId, scope) ? { ...row, client_id: clientId, scope, path } : beyond, beyond)
      later()
    },
    token({ applicationId, clientId }, { way, asked, given }) {
      const row = { application_id: applicationId ?? '', way, day: today() }
      const count = (scope: string, counted: { asked: number; given: number }) => {
        const beyond = { ...row, client_id: '', scope: '', ...counted }
        tokens.add(
          isTold(clientId, scope) ? { ...row, client_id: clientId, scope, ...counted } : beyond,
          beyond,
          // What was only asked for can be anything, and must not use up the place of what is given
          { most: counted.given > 0 ? mostRows : mostRows / 4 },
        )
      }
      if (given) count('', { asked: 0, given: 1 })
      for (const scope of new Set([...(asked ?? []), ...(given ?? [])]))
        count(scope, {
          asked: asked?.includes(scope) ? 1 : 0,
          given: given?.includes(scope) ? 1 : 0,
        })
      later()
    },
    write,
  }
}
