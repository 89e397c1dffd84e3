import { query } from '#console/api/queries.ts'
import type { SecretOwner } from '#schema/secret.ts'

/** For the list, and the loader of the page that shows it. */
export const secretsQuery = ({ type, id }: SecretOwner) => query('secretsList', { owner: { type, id } })
