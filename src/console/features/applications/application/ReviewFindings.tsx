import { signedInRoute } from '#console/api/signedInRoute.ts'
import { FindingList } from '#console/ui/FindingList.tsx'
import { previews, usePreview } from '../consequences/usePreview.ts'
import { usePreviewOf } from './usePreviewOf.ts'

/** What is dangerous or doubtful about the values that are about to be saved. The panel says it too, and is out of sight on a narrow screen. */
export function ReviewFindings(props: { rowKey: string }) {
  const { offered } = signedInRoute.useRouteContext()
  return offered(...previews) && <Findings {...props} />
}

function Findings({ rowKey }: { rowKey: string }) {
  const { preview } = usePreview(usePreviewOf(rowKey))
  const grave = (preview?.findings ?? []).filter(({ severity }) => severity !== 'info')
  if (grave.length === 0) return null
  return (
    <div style={{ marginTop: 12 }}>
      <FindingList findings={grave} />
    </div>
  )
}
