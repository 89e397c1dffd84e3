import type { ProgramKind } from '#schema/recipes/programKind.ts'
import { hasWords } from './catalogueFor.ts'
import type { CatalogueSearch } from './catalogueSearch.ts'

type Way = {
  title: string
  summary: string
  kind: ProgramKind
  /** Products that want it. */
  products: string
  action: string
  to: '/users/new' | '/identity-providers/new'
}

/** What people look for among applications and is none. */
const ways: Way[] = [
  {
    title: 'A service user alone',
    summary:
      'Some programs want no application: they take the tokens of a service user directly, with what its roles allow.',
    kind: 'services',
    products: 'Microsoft Defender for Identity StackOne',
    action: 'Add a service user',
    to: '/users/new',
  },
  {
    title: 'External identity provider',
    summary: 'People sign in where they have their account, and come here with it.',
    kind: 'people',
    products: 'Microsoft Entra ID Okta Google Keycloak Auth0 federation',
    action: 'Add an identity provider',
    to: '/identity-providers/new',
  },
]

export const waysFor = ({ find, kind }: CatalogueSearch) =>
  ways.filter(
    (way) =>
      (kind === '' || way.kind === kind) &&
      (find.trim() === '' || hasWords(find, [way.title, way.summary, way.products])),
  )
