import { rowsQuery } from '#console/api/redrock.ts'
import { condition, select, type Condition } from '#console/api/select.ts'
import { applicationTable } from '#schema/redrockColumns.ts'

const told = [
  'TemplateName',
  'WebAppTypeDisplayName',
  'State',
  'AuthMethods',
  'ClientIdType',
  'TokenType',
  'LastUsed',
] as const

const alike = <const Besides extends 'SecretState'>(besides: readonly Besides[], where?: Condition) =>
  rowsQuery(select(applicationTable, [...told, ...besides, 'count(*) as Applications'], { where }), {
    pageSize: 1000,
  })

/** How many there are of each kind: the choices of the facets, and whether there is anything at all. */
export const facetsQuery = alike([])

/** The same of those whose secret ends: they are few, and are found by their secrets. */
export const endingQuery = alike(
  ['SecretState'],
  condition(applicationTable, ({ SecretState }) => `${SecretState} <> ''`),
)
