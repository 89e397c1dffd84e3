import type { z } from 'zod'
import { category, objectOf } from '../category.ts'
import { rotationPeriods, usualPeriod } from '../keyRotation.ts'
import { choice } from '../kinds/choice.ts'

export const keys = category('keys', {
  title: 'Keys',
  summary: 'The keys with which the tenant signs tokens.',
  settings: {
    rotation: choice({
      label: 'Rotation',
      help: 'How often a new key takes over by itself. It is published a day before, and the key before it stays published until nothing that it signed is valid any more: no token is refused because of it.',
      default: usualPeriod,
      options: rotationPeriods,
    }),
  },
})

export const tenantCategories = [keys] as const
export const tenantConfig = objectOf(tenantCategories)
export type TenantConfig = z.output<typeof tenantConfig>
