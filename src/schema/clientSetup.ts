import type { z } from 'zod'
import { confidentialClient } from './application/confidentialClient.ts'
import { applicationCategories, applicationConfig } from './application/index.ts'
import { objectOf } from './category.ts'

/** Guided setup is one form over the application and its confidential client, created together or not at all (S6). */
export const clientSetupCategories = [...applicationCategories, confidentialClient] as const

const shape = objectOf(clientSetupCategories)

export const clientSetup = shape.check((context) => {
  const { confidentialClient: _, ...application } = context.value
  for (const issue of applicationConfig.safeParse(application).error?.issues ?? [])
    context.issues.push({
      code: 'custom',
      input: context.value,
      path: [...issue.path],
      message: issue.message,
    })
})

export type ClientSetup = z.output<typeof clientSetup>
