import type { z } from 'zod'
import { faultOf } from './application/applicationConfig.ts'
import { categoriesOf, judgedBy } from './application/categoriesOf.ts'
import { confidentialClient } from './application/confidentialClient.ts'
import {
  applicationCategories,
  templates,
  type ApplicationConfig,
  type TemplateName,
} from './application/index.ts'
import { isOwnClient, isUserClient } from './application/ofTemplate.ts'
import { objectOf, type Category } from './category.ts'

/** A client setup is an application with its confidential client, created together or not at all (S6). Guided setup is the form over it. */
export const clientSetupCategories = [...applicationCategories, confidentialClient] as const

/** What guided setup shows for a template, in its order. The same list at every call. */
export const clientSetupCategoriesOf = (template: TemplateName): readonly Category[] =>
  parts[template].categories

/** What a client setup of the template has to be to be created. The same schema at every call. */
export const clientSetupOf = (template: TemplateName) => parts[template].schema

/** Whether a service user and a role belong to it: not where the application is its own client, and not for clients without a secret. */
export const needsServiceUser = (template: TemplateName, config: Pick<ApplicationConfig, 'generalUsage'>) =>
  isUserClient({ template, config })

const partsOf = (template: TemplateName) => ({
  categories: isOwnClient({ template })
    ? categoriesOf(template)
    : [...categoriesOf(template), confidentialClient],
  // What nobody is asked for is not judged either
  schema: objectOf([
    ...judgedBy(template),
    { ...confidentialClient, schema: confidentialClient.shape },
  ]).check(({ value, issues }) => {
    const { confidentialClient: client, ...application } = value
    const fault = faultOf(template, application)
    if (fault) issues.push({ code: 'custom', input: value, ...fault })
    if (!needsServiceUser(template, application)) return
    for (const { path, message } of confidentialClient.schema.safeParse(client).error?.issues ?? [])
      issues.push({ code: 'custom', input: client, path: ['confidentialClient', ...path], message })
  }),
})

const parts = Object.fromEntries(
  (Object.keys(templates) as TemplateName[]).map((template) => [template, partsOf(template)]),
) as unknown as Record<TemplateName, ReturnType<typeof partsOf>>

/** What can be read of a client setup while its template is not known yet. */
export const anyClientSetup = objectOf([
  ...applicationCategories,
  { ...confidentialClient, schema: confidentialClient.shape },
])

export type ClientSetup = z.output<typeof anyClientSetup>
