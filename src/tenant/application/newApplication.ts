import { randomUUID } from 'node:crypto'
import { readApplication } from '#schema/application/applicationConfig.ts'
import { onlySettingsOf } from '#schema/application/categoriesOf.ts'
import { templates, type ApplicationConfig, type TemplateName } from '#schema/application/index.ts'

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
  const config = readApplication(template, {})
  const { title } = templates[template]
  return onlySettingsOf(template, {
    ...config,
    description: {
      ...config.description,
      name: title,
      owner,
      applicationId: `${title.replaceAll(' ', '')}-${randomUUID().slice(0, 8)}`,
    },
    // AS-02: off for applications made by a vendor-style call
    generalUsage: { ...config.generalUsage, requirePkce },
    trust: { ...config.trust, requirePkce },
  })
}
