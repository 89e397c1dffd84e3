import { randomUUID } from 'node:crypto'
import {
  applicationCategories,
  templates,
  type ApplicationConfig,
  type TemplateName,
} from '#schema/application/index.ts'
import { readStored } from '#schema/category.ts'

/** The settings of an application that was just added from the catalogue: defaults, an ID to be changed, and its owner. */
export function newApplication({
  template,
  requirePkce,
  owner,
}: {
  template: TemplateName
  requirePkce: boolean
  owner: string
}): ApplicationConfig {
  const config = readStored(applicationCategories, {})
  const { title } = templates[template]
  return {
    ...config,
    description: {
      ...config.description,
      name: title,
      owner,
      applicationId: `${title.replaceAll(' ', '')}-${randomUUID().slice(0, 8)}`,
    },
    // AS-02: off for applications made by a vendor-style call
    generalUsage: { ...config.generalUsage, requirePkce },
  }
}
