import { formatGrant, formatRights, grantList as grantListSchema, type Grant } from '../grant.ts'
import { asItIs, listed, unbounded, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'
import { rowsChanged } from './list.ts'

export type GrantList = Base<'grantList', Grant[]>

export const grantList = (spec: Spec<GrantList, 'default'>): GrantList => ({
  default: [],
  ...spec,
  kind: 'grantList',
  schema: grantListSchema,
})

export const grantListKind: Kind<GrantList> = {
  shape: ({ schema }) => schema,
  format: (value) => listed(value.map(formatGrant)),
  ...asItIs,
  bounds: unbounded,
  names: noNames,
  outsideForm: whole,
  changed: rowsChanged<Grant>({
    nameOf: ({ type, name }) => `${type} ${name}`,
    contentOf: ({ rights }) => formatRights(rights),
  }),
}
