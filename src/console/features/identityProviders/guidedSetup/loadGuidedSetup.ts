import type { QueryClient } from '@tanstack/react-query'
import { notFound } from '@tanstack/react-router'
import { z } from 'zod'
import type { Offered } from '#console/api/offered.ts'
import { query } from '#console/api/queries.ts'
import { draftKept } from '#console/object/draft/draftKept.ts'
import { identityProviderQuery } from '../identityProviderQueries.ts'
import { routingQuery } from '../routing/routingQuery.ts'

type Context = { queryClient: QueryClient; offered: Offered }

// Each gives null where the tenant lacks what the page stands on.

export async function loadNew({ queryClient, offered }: Context, draft: unknown) {
  if (!offered('createIdentityProvider', 'draftsGet', 'draftsSave')) return null
  return { draft: isDraft(draft) ? await keptDraft(queryClient, draft) : null }
}

/** The addresses that are typed by hand hold anything. */
export const isDraft = (id: unknown): id is string => z.uuid().safeParse(id).success

export async function loadGuidedSetup({ queryClient, offered }: Context, id: string) {
  if (!offered('getIdentityProvider', 'getRoutingRules', 'draftsGet', 'draftsSave')) return null
  const [provider] = await Promise.all([
    queryClient.ensureQueryData(identityProviderQuery(id)),
    queryClient.ensureQueryData(routingQuery),
  ])
  // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
  if (provider === null) throw notFound()
  return { draft: await keptDraft(queryClient, id) }
}

async function keptDraft(queryClient: QueryClient, id: string) {
  await draftKept(queryClient, id)
  return queryClient.fetchQuery({ ...query('draftsGet', { id }), staleTime: 0 })
}
