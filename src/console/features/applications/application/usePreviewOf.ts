import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import type { ApplicationConfig } from '#schema/application/index.ts'
import type { PreviewOf } from '../consequences/usePreview.ts'
import { withoutLogo } from '../consequences/withoutLogo.ts'

/** What the form of this page holds now, for whoever the permissions let in. */
export function usePreviewOf(rowKey: string): PreviewOf {
  const { form } = useHeldForm()
  // The form of this page holds an application.
  const application = useWatch({ control: form.control }) as unknown as ApplicationConfig
  return { application: withoutLogo(application), rowKey, client: { kind: 'permitted' } }
}
