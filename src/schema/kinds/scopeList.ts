import { scopeRows, scopeRowShapes, type ScopeRow } from '../scopeRow.ts'
import { asItIs, listed, unbounded, whole, type Base, type Kind, type Spec } from './kind.ts'
import { rowsChanged } from './list.ts'

/** `patterns` is false where scopes open no API of the tenant: rows are name and description then. */
export type ScopeList = Base<'scopeList', ScopeRow[]> & { patterns: boolean }

export const scopeList = (spec: Spec<ScopeList, 'default' | 'patterns'>): ScopeList => ({
  default: [],
  patterns: true,
  ...spec,
  kind: 'scopeList',
  schema: scopeRows,
})

export const scopeListKind: Kind<ScopeList> = {
  shape: () => scopeRowShapes,
  format: (value) => listed(value.map(({ name }) => name)),
  ...asItIs,
  bounds: unbounded,
  names: (value) => value.map(({ name }, index) => ({ name, at: [index, 'name'] })),
  outsideForm: whole,
  changed: rowsChanged<ScopeRow>({ nameOf: ({ name }) => name, contentOf }),
}

function contentOf({ patterns, description }: ScopeRow): string {
  const opens = patterns.join(', ') || 'no API of the tenant'
  return description === '' ? opens : `${opens} (${description})`
}
