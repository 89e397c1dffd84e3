import './jitless.ts'
import '@fontsource-variable/inter/wght.css'
import './firstPaint.css'
import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from '#console/api/queryClient.ts'
import { newRouter } from './router.tsx'
import { theme } from './theme.ts'

// The server writes a new nonce into the page with every reply; styles without it are refused.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const styles = createCache({ key: 'css', prepend: true, speedy: true, nonce })

const queryClient = newQueryClient()
const router = newRouter(queryClient)

const container = document.getElementById('console')
if (!container) throw new Error('index.html has lost its #console element.')

createRoot(container).render(
  <StrictMode>
    <CacheProvider value={styles}>
      <ThemeProvider theme={theme} defaultMode="system">
        <CssBaseline />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  </StrictMode>,
)
