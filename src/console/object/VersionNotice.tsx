import { problemInWords } from '#console/api/problem.ts'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { VersionTaken } from './useVersionTaken.ts'

type Props = { version: { taken: VersionTaken | null; error: unknown }; isNew?: boolean }

/** Says where the settings of a form come from that nobody has typed. */
export function VersionNotice({ version: { taken, error }, isNew = false }: Props) {
  if (error !== null) return <ProblemBanner {...problemInWords(error)} />
  if (!taken) return null
  if (isNew)
    return (
      <NoticeBanner>
        These are the settings of {taken.called}. Its secrets, members and assignments are not restored.
      </NoticeBanner>
    )
  return (
    <NoticeBanner>
      {taken.same
        ? `The settings of ${taken.called} are the ones that it has now.`
        : `These are the settings of ${taken.called}. Review and save them, or discard them.`}
    </NoticeBanner>
  )
}
