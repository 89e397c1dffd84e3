import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { sessionQuery } from '#console/api/session.ts'
import { rootRoute } from '#console/api/signedInRoute.ts'

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ returnTo: z.string().startsWith('/').catch('/').default('/') }),
  loader: async ({ context: { queryClient } }) => {
    const { user } = await queryClient.ensureQueryData(sessionQuery)
    // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
    if (user !== null) throw redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./SignInPage.tsx'), 'SignInPage'),
})

const signedOutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signed-out',
  component: lazyRouteComponent(() => import('./SignedOutPage.tsx'), 'SignedOutPage'),
})

export const signInRoutes = [signInRoute, signedOutRoute] as const
