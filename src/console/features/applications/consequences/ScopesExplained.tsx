import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { query } from '#console/api/queries.ts'
import { editorOf } from '#console/api/me.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { patternsNamed, wideningFault } from '#schema/widening.ts'
import { ScopeOpens } from '#console/form/controls/scopeOpens.ts'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { OpenedPaths } from './OpenedPaths.tsx'
import { opensOf } from './opensOf.ts'
import { useApis } from './useApis.ts'

/** Lets every scope within say below its patterns what they open. */
export const ScopesExplained = ({ children }: { children: ReactNode }) => (
  <ScopeOpens value={opened}>{children}</ScopeOpens>
)

const opened = (row: ScopeRow) => <Opened row={row} />

function Opened({ row }: { row: ScopeRow }) {
  const apis = useApis()
  return (
    <>
      <Refused row={row} />
      <OpenedPaths patterns={opensOf(row.patterns, apis)} />
    </>
  )
}

/** Says before saving what the tenant would refuse: patterns for calls that this person could not make (AZ-05). */
function Refused({ row }: { row: ScopeRow }) {
  const { base, isNew, readOnlyReason } = useHeldForm()
  const me = useSuspenseQuery(query('whoAmI')).data
  if (readOnlyReason !== undefined) return null
  const saved = isNew ? [] : ((base.values['scope']?.['scopes'] ?? []) as ScopeRow[])
  const before = patternsNamed(saved, row.name)
  return row.patterns.map((pattern) => (
    <FaultText key={pattern}>{wideningFault(editorOf(me), pattern, before)}</FaultText>
  ))
}
