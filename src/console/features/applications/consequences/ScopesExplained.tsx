import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { query } from '#console/api/queries.ts'
import { editorOf, holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { TextLink } from '#console/ui/links.tsx'
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
      <Explore row={row} />
    </>
  )
}

/** The explorer, with the patterns as they stand here, for whoever may see what was called. */
function Explore({ row: { name, patterns } }: { row: ScopeRow }) {
  const { me, offered } = signedInRoute.useRouteContext()
  const { isNew } = useHeldForm()
  const { id } = useParams({ strict: false })
  if (!offered('scopesCalls') || !holdsAny(me, 'monitor')) return null
  const saved = isNew ? undefined : id
  return (
    <TextLink
      to="/scopes"
      search={{
        view: 'patterns',
        patterns: patterns.join('\n'),
        ...(saved === undefined ? {} : { app: saved, scope: name }),
      }}
    >
      Explore these patterns
    </TextLink>
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
