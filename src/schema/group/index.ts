import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { principalName } from '../principalName.ts'
import { text } from '../kinds/text.ts'

export const groupDescription = category('description', {
  title: 'Description',
  summary: 'What the group is called and who belongs in it.',
  settings: {
    name: text({
      label: 'Name',
      help: 'Unique among groups, whatever the case of its letters.',
      maxLength: 200,
      check: principalName('group'),
      wire: 'Name',
    }),
    description: text({
      label: 'Description',
      help: 'Who belongs in this group.',
      maxLength: 1000,
      multiline: true,
      wire: 'Description',
    }),
  },
})

export const groupCategories = [groupDescription] as const
export const groupConfig = objectOf(groupCategories)
export type GroupConfig = z.output<typeof groupConfig>
