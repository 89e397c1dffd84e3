import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { unprotectedInWords } from '#schema/plainHttp.ts'

/** Of an installation that was started with ALLOW_HTTP. */
export function UnprotectedNotice() {
  return <NoticeBanner tone="warning">{unprotectedInWords}</NoticeBanner>
}
