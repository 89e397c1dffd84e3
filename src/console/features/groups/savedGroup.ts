import type { Params, Result } from '#console/api/call.ts'
import type { GroupConfig } from '#schema/group/index.ts'

export const savedGroup = ({ Name, Description }: NonNullable<Result<'getGroup'>>): GroupConfig => ({
  description: { name: Name, description: Description },
})

export const groupRequest = (id: string, { description }: GroupConfig): Params<'updateGroup'> => ({
  ID: id,
  Name: description.name,
  Description: description.description,
})
