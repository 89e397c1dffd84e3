import type { z } from 'zod'
import type { findCalls } from '#schema/calls/findCalls.ts'

/** What a pasted text leads to, with why. Names are those of objects here, never a part of the text. */
export type Found = z.output<typeof findCalls.findPasted.response>
export type FoundLink = Found['links'][number]

export const toApplication = (
  { id, name }: { id: string; name: string },
  why: string,
  at: { tab?: string; setting?: string } = {},
): FoundLink => ({ type: 'application', id, name, why, tab: at.tab ?? null, setting: at.setting ?? null })

export const toUser = ({ id, name }: { id: string; name: string }, why: string): FoundLink => ({
  type: 'user',
  id,
  name,
  why,
  tab: null,
  setting: null,
})
