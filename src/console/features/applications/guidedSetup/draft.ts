import { z } from 'zod'
import { newUuid } from '#console/api/newUuid.ts'
import type { Result } from '#console/api/call.ts'
import { withKept, withoutSecrets } from '#console/form/objectValues.ts'
import { readDraft } from '#schema/category.ts'
import { clientSetupCategories, type ClientSetup } from '#schema/clientSetup.ts'
import type { RecipeId } from '#schema/recipes/index.ts'

/** How drafts of a recipe are marked, so that lists of drafts know where they are gone on with. */
export const draftKind = (recipe: RecipeId) => `setup/${recipe}`

/** What is kept of an unfinished guided setup; no secrets (CL-01). */
export type Progress = {
  /** Sent with Create: the same key gets the same answer (CF-03). */
  key: string
  /** The step one is at, and the furthest one that has been reached. */
  step: number
  reached: number
  values: ClientSetup
}

const body = z.object({
  key: z.uuid(),
  step: z.int().min(0),
  reached: z.int().min(0),
  values: z.record(z.string(), z.unknown()),
})

export const toBody = ({ values, ...progress }: Progress): Record<string, unknown> => ({
  ...progress,
  values: withoutSecrets(clientSetupCategories, values),
})

/** A draft of this or an earlier version of the console; undefined when nothing can be made of it. */
export function fromBody(kept: unknown, start: ClientSetup): Progress | undefined {
  const read = body.safeParse(kept)
  if (!read.success) return undefined
  const values = withKept(clientSetupCategories, start, read.data.values)
  return { ...read.data, values: readDraft(clientSetupCategories, values) }
}

export const newProgress = (start: ClientSetup): Progress => ({
  key: newUuid(),
  step: 0,
  reached: 0,
  values: start,
})

/** The form holds objects of categories; its categories are those of guided setup. */
export const valuesOf = (held: object) => held as unknown as ClientSetup

/** Other drafts of the same recipe, the newest first. */
export const othersOf = (drafts: Result<'draftsList'>, recipe: RecipeId, id: string) =>
  drafts.filter((draft) => draft.kind === draftKind(recipe) && draft.id !== id)
