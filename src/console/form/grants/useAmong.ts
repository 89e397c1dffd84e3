import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { holdsAny, lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { Grant } from '#schema/grant.ts'
import { groupReaders, roleReaders, userReaders } from '#schema/right.ts'
import { keyOf, type Among } from './reaching.ts'

type Found = {
  /** By keyOf. */
  among: ReadonlyMap<string, Among>
  /** Why not all is known that would be good to know. */
  unknown: string | undefined
}

const nothing: ReadonlyMap<string, Among> = new Map()

/** Which of the principals are in which others, in one call for all of them; as far as the person may know it, and where the tenant tells it. */
export function useAmong(grants: readonly Grant[]): Found {
  const { me, offered } = signedInRoute.useRouteContext()
  const asks = offered('getMembershipsAmong') && holdsAny(me, ...groupReaders) && grants.length > 0
  const Principals = grants.map(({ type, id }) => ({ Type: type, ID: id })).toSorted(byKey)
  const { data, error } = useQuery({
    ...query('getMembershipsAmong', { Principals }),
    enabled: asks,
    placeholderData: keepPreviousData,
    select: byPrincipal,
  })
  if (!offered('getMembershipsAmong') || grants.length === 0) return { among: nothing, unknown: undefined }
  if (error)
    return {
      among: nothing,
      unknown: `What they hold through others is not shown: ${problemInWords(error).happened}`,
    }
  const lack =
    (grants.some(({ type }) => type === 'User') && lackOf(me, ...userReaders)) ||
    (grants.some(({ type }) => type !== 'User') && lackOf(me, ...roleReaders)) ||
    undefined
  return {
    among: data ?? nothing,
    unknown: lack && `Not all that they hold through others is shown. ${lack}`,
  }
}

const byPrincipal = ({ Principals }: { Principals: Among[] }) =>
  new Map(Principals.map((each) => [keyOf({ type: each.Type, id: each.ID }), each]))

type Sent = { Type: string; ID: string }
/** The same principals are the same question, in whatever order they stand. */
const byKey = (one: Sent, other: Sent) => (`${one.Type} ${one.ID}` < `${other.Type} ${other.ID}` ? -1 : 1)
