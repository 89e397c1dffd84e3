import type { Result } from '#console/api/call.ts'

/** A routing rule as the page edits it. */
export type Rule = Omit<Result<'getRoutingRules'>['Rules'][number], 'Active'>
