import { getRouteApi } from '@tanstack/react-router'
import { Changelog } from '#console/object/Changelog.tsx'
import { userCategories } from '#schema/user/index.ts'

const route = getRouteApi('/signedIn/users/$id/changelog')

export function ChangelogTab() {
  const { id } = route.useParams()
  return <Changelog type="user" id={id} categories={userCategories} />
}
