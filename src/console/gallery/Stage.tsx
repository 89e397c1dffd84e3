import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { rootRoute, signedInRoute } from '#console/api/signedInRoute.ts'
import { theme } from '../app/theme.ts'

type Props = { scheme: 'light' | 'dark'; queryClient: QueryClient; children: ReactNode }

/** What a page of the console has around it, without the shell: theme, data and a signed-in person. */
export function Stage({ scheme, queryClient, children }: Props) {
  const [router] = useState(() => routerFor(queryClient, children))
  return (
    <ThemeProvider theme={theme} defaultMode={scheme} storageManager={null}>
      <CssBaseline />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ThemeProvider>
  )
}

function routerFor(queryClient: QueryClient, children: ReactNode) {
  const page = createRoute({ getParentRoute: () => signedInRoute, path: '/', component: () => children })
  return createRouter({
    routeTree: rootRoute.addChildren([signedInRoute.addChildren([page])]),
    context: { queryClient },
    history: createMemoryHistory(),
  })
}
