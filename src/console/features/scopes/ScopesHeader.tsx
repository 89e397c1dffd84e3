import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { inAddress, readSearch, type ScopesSearch } from './scopesSearch.ts'

const views = { '': 'All scopes', reach: 'Who reaches what', patterns: 'Pattern explorer' } as const

/** Title and ways between the views. */
export function ScopesHeader({ view, children }: { view: ScopesSearch['view']; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Scopes">{children}</PageHeader>
      <Toolbar>
        <FilterChips<'' | 'reach' | 'patterns'>
          label="View"
          options={views}
          value={view === 'clients' ? '' : view}
          onChange={(next) => void navigate({ to: '/scopes', search: inAddress(readSearch({ view: next })) })}
        />
      </Toolbar>
    </>
  )
}

/** Goes on in the same view with something changed, from its first page. */
export function useNarrow(search: ScopesSearch) {
  const navigate = useNavigate()
  return (change: Partial<ScopesSearch>) =>
    void navigate({
      to: '/scopes',
      search: inAddress({ ...search, page: 1, ...change }),
      replace: !('page' in change),
    })
}
