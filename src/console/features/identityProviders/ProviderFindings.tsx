import { useQuery } from '@tanstack/react-query'
import { query } from '#console/api/queries.ts'
import { FindingList } from '#console/ui/FindingList.tsx'

/** What of an identity provider as saved is risky, or does not help; without ID, of the group mappings for all. */
export function ProviderFindings({ id }: { id?: string }) {
  const { data } = useQuery(query('findingsOfIdentityProvider', { ID: id }))
  return <FindingList findings={data?.Findings ?? []} />
}
