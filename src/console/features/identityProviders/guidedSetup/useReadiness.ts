import { useQuery } from '@tanstack/react-query'
import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useTestSignIn } from '../consequences/useTestSignIn.ts'
import { identityProviderQuery } from '../identityProviderQueries.ts'
import { routingQuery } from '../routing/routingQuery.ts'
import { savedIdentityProvider } from '../savedIdentityProvider.ts'
import { readiness, type Part } from './readiness.ts'

/** What is there and what lacks, as it is saved; undefined while it is read. */
export function useReadiness(id: string): Part[] | undefined {
  const { me } = signedInRoute.useRouteContext()
  const provider = useQuery(identityProviderQuery(id)).data
  const rules = useQuery(routingQuery).data?.Rules
  const test = useTestSignIn(id, lackOf(me, 'fedman') === undefined).data
  if (!provider || !rules) return undefined
  return readiness({ id, saved: savedIdentityProvider(provider), rules, test: test ?? null })
}
