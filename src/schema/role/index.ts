import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { administrativeRights } from '../administrativeRights.ts'
import { principalName } from '../principalName.ts'
import { text } from '../kinds/text.ts'

export const roleDescription = category('description', {
  title: 'Description',
  summary: 'What the role is called and what it is for.',
  settings: {
    name: text({
      label: 'Name',
      help: 'Unique in the tenant, whatever the case of its letters.',
      maxLength: 200,
      check: principalName('role'),
      wire: 'Name',
    }),
    description: text({
      label: 'Description',
      help: 'What members of this role do.',
      maxLength: 1000,
      multiline: true,
      wire: 'Description',
    }),
  },
})

export const roleRights = category('rights', {
  title: 'Administrative Rights',
  summary: 'What members may do in this tenant.',
  settings: { rights: administrativeRights },
})

export const roleCategories = [roleDescription, roleRights] as const
export const roleConfig = objectOf(roleCategories)
export type RoleConfig = z.output<typeof roleConfig>
