import { useRouterState } from '@tanstack/react-router'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The name of the object that has just been deleted. */
    deleted?: string
  }
}

/** What happened on the page that one comes from. */
export function DeletedNotice() {
  const name = useRouterState({ select: ({ location }) => location.state.deleted })
  if (name === undefined) return null
  return (
    <NoticeBanner>
      <bdi>{name}</bdi> has been deleted.
    </NoticeBanner>
  )
}
