import { expect } from 'vitest'
import type { Seen } from './seen.ts'

/** Where two answers differ: what ours is, then what the peer's is. Of the members, those that only one has. */
export type Differences = {
  status?: [ours: string, theirs: string]
  goes?: [ours: Seen['goes'], theirs: Seen['goes']]
  error?: [ours: string | null, theirs: string | null]
  members?: [onlyOurs: string[], onlyTheirs: string[]]
}

/** A difference that is meant, with the reason. */
export type Listed = Differences & { because: string }

/** A difference that is not listed fails, and so does a listed one that is not there any more. */
export function expectAlike({ ours, theirs }: { ours: Seen; theirs: Seen }, listed?: Listed): void {
  const { because: _, ...expected } = listed ?? { because: '' }
  expect(differencesOf(ours, theirs)).toEqual(expected)
}

function differencesOf(ours: Seen, theirs: Seen): Differences {
  const found: Differences = {}
  if (ours.status !== theirs.status) found.status = [ours.status, theirs.status]
  if (ours.goes !== theirs.goes) found.goes = [ours.goes, theirs.goes]
  if (ours.error !== theirs.error) found.error = [ours.error, theirs.error]
  const onlyOurs = withoutStanding(ours).filter((name) => !theirs.members.includes(name))
  const onlyTheirs = theirs.members.filter((name) => !ours.members.includes(name))
  if (onlyOurs.length > 0 || onlyTheirs.length > 0) found.members = [onlyOurs, onlyTheirs]
  return found
}

/** Every refusal of ours, and no other answer, names the event that explains it, and where it is explained. */
function withoutStanding({ error, members }: Seen): string[] {
  const joined = 'correlation_id'
  expect(members.includes(joined), `${joined} in a refusal`).toBe(error !== null)
  return members.filter((name) => name !== joined && name !== 'error_uri')
}
