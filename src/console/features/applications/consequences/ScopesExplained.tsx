import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { query } from '#console/api/queries.ts'
import { ScopeOpens } from '#console/form/controls/scopeOpens.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { OpenedPaths } from './OpenedPaths.tsx'
import { opensOf } from './opensOf.ts'

/** Lets every scope within say below its patterns what they open. */
export const ScopesExplained = ({ children }: { children: ReactNode }) => (
  <ScopeOpens value={opened}>{children}</ScopeOpens>
)

const opened = (row: ScopeRow) => <Opened row={row} />

function Opened({ row }: { row: ScopeRow }) {
  const { apis } = useSuspenseQuery(query('capabilities')).data
  return <OpenedPaths patterns={opensOf(row.patterns, apis)} />
}
