import type { FieldErrors } from 'react-hook-form'
import type { ObjectValues } from './objectValues.ts'

type Errors = FieldErrors<ObjectValues>

/** "tokens.refreshTokenLifetime": the settings of a category that are marked. */
export const faultyPathsIn = (errors: Errors, category: string): string[] =>
  Object.keys(errors[category] ?? {}).map((key) => `${category}.${key}`)

/** All marked settings. */
export const faultyPaths = (errors: Errors): string[] =>
  Object.keys(errors).flatMap((category) => faultyPathsIn(errors, category))
