import { FilterChips } from '#console/ui/FilterChips.tsx'
import type { FacetRow } from './applicationRows.ts'
import type { ApplicationsSearch } from './applicationsSearch.ts'

type Props = {
  facets: FacetRow[]
  search: ApplicationsSearch
  onChange: (change: Partial<ApplicationsSearch>) => void
}

/** "OAuth2 Client · ready to deploy". Kinds that nobody has made are no choice. */
export function ListFilters({ facets, search, onChange }: Props) {
  const kinds = optionsOf(facets.map((row) => [row.TemplateName, row.WebAppTypeDisplayName]))
  const states = optionsOf(facets.map(({ State }) => [State, inSentence(State)]))
  return (
    <>
      {offers(kinds, search.template) && (
        <FilterChips
          label="Kind of application"
          options={{ '': 'Every kind', ...kinds }}
          value={search.template}
          onChange={(template) => onChange({ template })}
        />
      )}
      {offers(states, search.state) && (
        <FilterChips
          label="State"
          options={{ '': 'in any state', ...states }}
          value={search.state}
          onChange={(state) => onChange({ state })}
        />
      )}
    </>
  )
}

const optionsOf = (options: [value: string, text: string][]) =>
  Object.fromEntries(options.toSorted(([, a], [, b]) => a.localeCompare(b)))

const offers = (options: Record<string, string>, chosen: string) =>
  Object.keys(options).length > 1 || chosen !== ''

const inSentence = (state: string) => state.charAt(0).toLowerCase() + state.slice(1)
