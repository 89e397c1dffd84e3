import type { Result } from '#console/api/call.ts'

/** A token that would be issued now, without its signature. */
export type InspectedToken = NonNullable<Result<'inspectApplication'>['token']>
