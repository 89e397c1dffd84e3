import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOwnClient, postLogoutRedirectsOf, redirectsOf } from '#schema/application/ofTemplate.ts'

type Searched = { id: string; template: TemplateName; config: ApplicationConfig }

/** What a search over applications looks in: names, IDs, clients, addresses, audience and scopes, in lower case. */
export function searchText({ id, ...application }: Searched): string {
  const { description, trust, generalUsage, scope } = application.config
  return [
    description.name,
    description.applicationId,
    description.description,
    ...(isOwnClient(application) ? [id] : []),
    ...generalUsage.allowedClients,
    generalUsage.audience,
    ...redirectsOf(application),
    ...postLogoutRedirectsOf(application),
    trust.resourceApplicationUrl,
    ...scope.scopes.map((row) => row.name),
  ]
    .filter((part) => part !== '')
    .join('\n')
    .toLowerCase()
}
