import type fc from 'fast-check'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { anyObject } from './anyObject.ts'

/** Arbitrary applications that their definitions accept. */
export const anyApplication = (
  template: TemplateName = 'OAuth2ServerClient',
): fc.Arbitrary<ApplicationConfig> =>
  anyObject(categoriesOf(template))
    .map((values) => applicationConfigOf(template).safeParse(values))
    .filter(({ success }) => success)
    .map(({ data }) => data as ApplicationConfig)
