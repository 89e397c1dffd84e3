import { getRouteApi } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { ScopeClients } from './ScopeClients.tsx'
import { ScopeList } from './ScopeList.tsx'
import { PatternExplorer } from './PatternExplorer.tsx'
import { readSearch } from './scopesSearch.ts'
import { WhoReaches } from './WhoReaches.tsx'

const route = getRouteApi('/signedIn/scopes')

/** The scopes of all applications: what they open, who has them, who reaches what, and what a pattern would open. */
export function ScopesPage() {
  const { offered } = signedInRoute.useRouteContext()
  const search = readSearch(route.useSearch())
  if (!offered('scopesList', 'scopesClients', 'scopesReach', 'scopesCalls'))
    return <NotOfferedPage what="catalogue of scopes" />
  switch (search.view) {
    case '':
      return <ScopeList search={search} />
    case 'reach':
      return <WhoReaches search={search} />
    case 'clients':
      return <ScopeClients search={search} />
    case 'patterns':
      return <PatternExplorer key={`${search.app} ${search.scope}`} search={search} />
  }
}
