import type { QueryClient } from '@tanstack/react-query'
import { notFound } from '@tanstack/react-router'
import { query } from '#console/api/queries.ts'
import { rowsOf, rowsQuery } from '#console/api/redrock.ts'
import { condition, quoted, select } from '#console/api/select.ts'
import { applicationTable } from '#schema/redrockColumns.ts'
import { draftKept } from '#console/object/draft/draftKept.ts'
import { isRecipe, recipeOf } from '#schema/recipes/index.ts'
import type { Recipe } from '#schema/recipes/recipe.ts'

/** What guided setup needs before it shows. `again` when only the step has changed. */
export async function loadGuidedSetup(
  queryClient: QueryClient,
  { recipe, draft, again }: { recipe: string; draft: string; again: boolean },
) {
  // oxlint-disable-next-line typescript/only-throw-error -- how the router wants it
  if (!isRecipe(recipe)) throw notFound()
  await draftKept(queryClient, draft)
  const takenNames = takenQuery(recipeOf(recipe))
  const age = again ? {} : { staleTime: 0 }
  const [kept, drafts, taken] = await Promise.all([
    queryClient.fetchQuery({ ...query('draftsGet', { id: draft }), ...age }),
    queryClient.fetchQuery({ ...query('draftsList'), ...age }),
    queryClient.ensureQueryData(takenNames),
  ])
  return {
    recipe,
    draft: kept,
    drafts,
    taken: rowsOf(taken, takenNames).flatMap(Object.values),
  }
}

/** Application IDs and names like those that the recipe proposes; the role is called as the application. */
const takenQuery = ({ start }: Recipe) =>
  rowsQuery(
    select(applicationTable, ['ServiceName', 'Name'], {
      where: condition(
        applicationTable,
        ({ ServiceName, Name }) =>
          `${ServiceName} like ${quoted(`${start.description.applicationId}%`)} or ${Name} like ${quoted(`${start.description.name}%`)}`,
      ),
    }),
    { pageSize: 1000 },
  )
