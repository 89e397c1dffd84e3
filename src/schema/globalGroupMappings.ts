import { category, objectOf, type ConfigOf } from './category.ts'
import { mappingRows } from './identityProvider/groupMappings.ts'

/** The group mappings that hold for every identity provider, beside its own. */
export const globalGroupMappings = category('groupMappings', {
  title: 'Group Mappings for all',
  summary: 'Which groups here a person joins by what any identity provider says.',
  settings: {
    mappings: mappingRows({ none: 'Only the mappings of each identity provider count.', wire: 'Mappings' }),
  },
})

export const globalGroupMappingCategories = [globalGroupMappings] as const
export const globalGroupMappingConfig = objectOf(globalGroupMappingCategories)
export type GlobalGroupMappingConfig = ConfigOf<typeof globalGroupMappingCategories>
