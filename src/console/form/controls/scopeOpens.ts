import { createContext, type ReactNode } from 'react'
import type { ScopeRow } from '#schema/scopeRow.ts'

/** What a scope opens, shown below its patterns. Supplied by whoever knows the tenant's APIs; nothing is shown without it. */
export const ScopeOpens = createContext<((row: ScopeRow) => ReactNode) | null>(null)
