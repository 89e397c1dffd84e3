import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Route } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { routingQuery } from './routingQuery.ts'

const routingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/routing-rules',
  staticData: { icon: Route },
  loader: async ({ context: { queryClient, offered } }) => {
    if (offered('getRoutingRules')) await queryClient.ensureQueryData(routingQuery)
  },
  component: lazyRouteComponent(() => import('./RoutingRulesPage.tsx'), 'RoutingRulesPage'),
})

export const routingRoutes = [routingRoute] as const
