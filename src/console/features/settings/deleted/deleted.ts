import type { Result } from '#console/api/call.ts'

export type DeletedObjects = Result<'historyDeleted'>
export type DeletedObject = DeletedObjects['entries'][number]
