import { problemInWords } from '#console/api/problem.ts'
import { useChanges } from '#console/form/useChanges.ts'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { VersionTaken } from './useVersionTaken.ts'

type Props = { version: { taken: VersionTaken | null; error: unknown }; isNew?: boolean }

/** Says where the settings of a form come from that nobody has typed, until they are saved or discarded. */
export function VersionNotice({ version: { taken, error }, isNew = false }: Props) {
  const changed = useChanges().length > 0
  if (error !== null) return <ProblemBanner {...problemInWords(error)} />
  if (!taken) return null
  if (isNew)
    return (
      <NoticeBanner>
        These are the settings of {taken.called}. Its secrets, members and assignments do not come along.
      </NoticeBanner>
    )
  if (taken.same) return <NoticeBanner>The settings of {taken.called} are the present ones.</NoticeBanner>
  if (!changed) return null
  return (
    <NoticeBanner>
      These are the settings of {taken.called}. Review and save them, or discard them.
    </NoticeBanner>
  )
}
