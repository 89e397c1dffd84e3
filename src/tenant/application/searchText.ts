import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOwnClient, postLogoutRedirectsOf, redirectsOf } from '#schema/application/ofTemplate.ts'

export type Searched = {
  id: string
  template: TemplateName
  config: ApplicationConfig
  /** What its owner is called, as the owner's row keeps it. */
  ownerNames: string
}

/** What a search over applications looks in: names, IDs, tags, clients, addresses, audience, scopes and the owner, in lower case. */
export function searchText({ id, ownerNames, ...application }: Searched): string {
  const { description, trust, generalUsage, scope } = application.config
  return [
    description.name,
    description.applicationId,
    description.description,
    ...description.tags,
    ...(isOwnClient(application) ? [id] : []),
    ...generalUsage.allowedClients,
    generalUsage.audience,
    ...redirectsOf(application),
    ...postLogoutRedirectsOf(application),
    trust.resourceApplicationUrl,
    ...scope.scopes.map((row) => row.name),
    ownerNames,
  ]
    .filter((part) => part !== '')
    .join('\n')
    .toLowerCase()
}
