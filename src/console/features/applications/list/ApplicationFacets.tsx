import { useSuspenseQuery } from '@tanstack/react-query'
import { rowsOf } from '#console/api/redrock.ts'
import { Facets } from '#console/object/Facets.tsx'
import { applicationFacets } from './applicationFacets.ts'
import { endingQuery, facetsQuery } from './applicationKinds.ts'
import type { ApplicationsSearch } from './applicationsSearch.ts'

type Props = { search: ApplicationsSearch; onChange: (change: Partial<ApplicationsSearch>) => void }

/** What the list of applications is narrowed by. */
export function ApplicationFacets({ search, onChange }: Props) {
  const all = rowsOf(useSuspenseQuery(facetsQuery).data, facetsQuery)
  const ending = rowsOf(useSuspenseQuery(endingQuery).data, endingQuery)
  return (
    <Facets
      facets={applicationFacets}
      alike={(name) => (name === 'secret' || search.secret !== '' ? ending : all)}
      count="Applications"
      chosen={search}
      counted={search.q === ''}
      onChange={onChange}
    />
  )
}
