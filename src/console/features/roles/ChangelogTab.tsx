import { getRouteApi } from '@tanstack/react-router'
import { Changelog } from '#console/object/Changelog.tsx'
import { roleCategories } from '#schema/role/index.ts'

const route = getRouteApi('/signedIn/roles/$id/changelog')

export function ChangelogTab() {
  const { id } = route.useParams()
  return <Changelog type="role" id={id} categories={roleCategories} />
}
