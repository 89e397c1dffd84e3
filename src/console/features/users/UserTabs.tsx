import { useCategoryMarks } from '#console/form/useChanges.ts'
import { RouteTabs } from '#console/ui/RouteTabs.tsx'
import { account, status } from '#schema/user/index.ts'

export function UserTabs({ id, oauthClient }: { id: string; oauthClient: boolean }) {
  const marks = useCategoryMarks()
  const params = { id }
  return (
    <RouteTabs
      label="User"
      tabs={[
        { to: '/users/$id', params, label: account.title, mark: marks[account.id] },
        { to: '/users/$id/status', params, label: status.title, mark: marks[status.id] },
        { to: '/users/$id/password', params, label: oauthClient ? 'Secrets' : 'Password' },
        { to: '/users/$id/changelog', params, label: 'Changelog' },
      ]}
    />
  )
}
