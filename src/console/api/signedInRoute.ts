import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { capabilitiesQuery, offeredBy } from './offered.ts'
import { query } from './queries.ts'
import { sessionQuery } from './session.ts'

/** The two routes that everything hangs on. Their components are the shell's business (app/router.tsx). */

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()()

/** Parent of every page behind sign-in. Its context says who is there, `person` and `me` with the rights, and what the tenant has: `offered('keysList')`. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signedIn',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const { user } = await queryClient.ensureQueryData(sessionQuery)
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    if (user === null) throw redirect({ to: '/sign-in', search: { returnTo: location.href } })
    const [me, capabilities] = await Promise.all([
      queryClient.ensureQueryData(query('whoAmI')),
      queryClient.ensureQueryData(capabilitiesQuery),
    ])
    return { person: user, me, offered: offeredBy(capabilities) }
  },
})
