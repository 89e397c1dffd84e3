import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { useValuesLater } from '#console/form/useValuesLater.ts'
import type { ApplicationConfig } from '#schema/application/index.ts'
import type { PreviewOf } from '../consequences/usePreview.ts'
import { withoutLogo } from '../consequences/withoutLogo.ts'

/** What to preview: the values of this page's form, or the saved ones for people who may not change them. The client is whoever the permissions let in. */
export function usePreviewOf(rowKey: string): PreviewOf {
  const { readOnlyReason } = useHeldForm()
  // The form of this page holds an application.
  const application = useValuesLater() as unknown as ApplicationConfig
  if (readOnlyReason !== undefined) return { savedOf: rowKey }
  return { application: withoutLogo(application), rowKey, client: { kind: 'permitted' } }
}
