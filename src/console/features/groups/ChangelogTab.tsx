import { getRouteApi } from '@tanstack/react-router'
import { Changelog } from '#console/object/Changelog.tsx'
import { groupCategories } from '#schema/group/index.ts'

const route = getRouteApi('/signedIn/groups/$id/changelog')

export function ChangelogTab() {
  const { id } = route.useParams()
  return <Changelog type="group" id={id} categories={groupCategories} />
}
