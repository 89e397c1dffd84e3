import { isUniqueViolation } from '#platform/database/database.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import type { FieldFault } from '#schema/problem.ts'
import { fieldProblem } from '../problem.ts'

/** CF-04: that a name is unique is the database's constraint; the refusal belongs to the field. `broken` says whether it is a column's. */
export async function uniqueName(
  write: () => Promise<unknown>,
  taken: (broken: (column: string) => boolean) => FieldFault,
): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw fieldProblem('taken', [taken((column) => isUniqueViolation(error, column))])
  }
}

/** What is said at the name of an object when another one has it. */
export const nameTaken = (type: ObjectType, name: string) => (): FieldFault => ({
  path: 'description.name',
  message: `There is already a ${nouns[type].one} ${name}. Choose another name.`,
})
