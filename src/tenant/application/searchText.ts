import type { ApplicationConfig } from '#schema/application/index.ts'

/** What a search over applications looks in: names, IDs, clients, redirects and scopes, in lower case. */
export function searchText({ description, generalUsage, scope }: ApplicationConfig): string {
  return [
    description.name,
    description.applicationId,
    description.description,
    ...generalUsage.allowedClients,
    ...generalUsage.redirects,
    ...scope.scopes.map((row) => row.name),
  ]
    .join('\n')
    .toLowerCase()
}
