import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { readsEvents } from '#console/api/readsEvents.ts'
import { sessionQuery } from '#console/api/session.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useAsked } from '#console/api/questions.ts'
import { useSessionHasEnded } from '#console/api/sessionEnd.ts'
import { InFrame } from '#console/ui/inFrame.ts'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { isUnprotected } from '#schema/plainHttp.ts'
import { mayEnter } from './mayEnter.ts'
import { Navigation } from './Navigation.tsx'
import { PaletteButton } from './palette/PaletteButton.tsx'
import { ProgressLine } from './ProgressLine.tsx'
import { TopBar } from './TopBar.tsx'
import { useFocusOnNavigation } from './useFocusOnNavigation.ts'

const NavigationDrawer = lazy(() =>
  import('./NavigationDrawer.tsx').then((m) => ({ default: m.NavigationDrawer })),
)
const SessionEndedDialog = lazy(() =>
  import('./SessionEndedDialog.tsx').then((m) => ({ default: m.SessionEndedDialog })),
)
const QuestionDialog = lazy(() => import('./QuestionDialog.tsx').then((m) => ({ default: m.QuestionDialog })))
const UnprotectedNotice = lazy(() =>
  import('./UnprotectedNotice.tsx').then((m) => ({ default: m.UnprotectedNotice })),
)
const NoPermissionPage = lazy(() =>
  import('./NoPermissionPage.tsx').then((m) => ({ default: m.NoPermissionPage })),
)

/** The frame around every page behind sign-in. */
export function Shell() {
  const { person, me, offered } = signedInRoute.useRouteContext()
  const [drawerOpen, setDrawerOpen] = useState(false)
  const sessionHasEnded = useSessionHasEnded()
  const asked = useAsked()
  const main = useFocusOnNavigation()
  const allowed = mayEnter(me)
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const unprotected = isUnprotected(window.location.origin) || isUnprotected(tenant.url)
  return (
    <Frame>
      <SkipLink href="#main">Skip to content</SkipLink>
      <ProgressLine />
      {allowed && <Navigation />}
      <Column>
        <TopBar person={person} onOpenNavigation={allowed ? () => setDrawerOpen(true) : undefined}>
          {allowed && <PaletteButton />}
        </TopBar>
        <Main id="main" ref={main} tabIndex={-1}>
          <InFrame value={{ events: readsEvents({ me, offered }) }}>
            <Suspense>{unprotected && <UnprotectedNotice />}</Suspense>
            {allowed ? (
              <Outlet />
            ) : (
              <Suspense>
                <NoPermissionPage person={person} />
              </Suspense>
            )}
          </InFrame>
        </Main>
      </Column>
      <Suspense>
        {drawerOpen && <NavigationDrawer onClose={() => setDrawerOpen(false)} />}
        {asked && !sessionHasEnded && <QuestionDialog asked={asked} person={person} />}
        {sessionHasEnded && <SessionEndedDialog person={person} />}
      </Suspense>
    </Frame>
  )
}

const Frame = styled('div')({ display: 'flex', alignItems: 'flex-start', minHeight: '100vh' })

const Column = styled('div')({
  flex: 1,
  minWidth: 0,
  display: 'flex',
  flexDirection: 'column',
  minHeight: '100vh',
})

const Main = styled('main')(({ theme }) => ({
  flex: 1,
  width: '100%',
  maxWidth: theme.breakpoints.values.xl,
  padding: theme.spacing(6, 8, 12),
  outline: 'none',
  [theme.breakpoints.down('md')]: { padding: theme.spacing(4, 4, 10) },
}))

const SkipLink = styled('a')(({ theme }) => ({
  '&:not(:focus)': visuallyHidden,
  position: 'fixed',
  zIndex: theme.zIndex.tooltip,
  top: theme.spacing(2),
  left: theme.spacing(2),
  padding: theme.spacing(2, 3),
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  color: theme.vars.palette.primary.main,
}))
