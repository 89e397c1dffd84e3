import { query } from '#console/api/queries.ts'
import type { ObjectType } from '#schema/nouns.ts'

/** For the Changelog, and the loader of the page that shows it. */
export const changelogQuery = (type: ObjectType, id: string) => query('historyList', { type, id })
