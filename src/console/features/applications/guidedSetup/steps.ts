import type { Step } from '#console/object/guidedSetup/step.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { clientSetupCategoriesOf } from '#schema/clientSetup.ts'

const review: Step = {
  id: 'review',
  title: 'Review',
  summary: 'Nothing exists yet. Create makes all of this at once, or nothing.',
  categories: [],
}

/** The portal's categories in their order; the confidential client is a part of User Access (S6). */
export function stepsOf(template: TemplateName): readonly Step[] {
  const all = clientSetupCategoriesOf(template)
  const client = all.filter(({ id }) => id === 'confidentialClient')
  const steps = all
    .filter(({ id }) => id !== 'confidentialClient')
    .map((own): Step => ({
      id: own.id,
      title: own.title,
      summary: own.summary,
      categories: own.id === 'userAccess' ? [...client, own] : [own],
    }))
  return [...steps, review]
}
