import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { pageLength } from '#console/api/redrock.ts'
import { AssignedApplications } from '#console/object/members/AssignedApplications.tsx'
import { applicationsQuery } from './roleQueries.ts'

const route = getRouteApi('/signedIn/roles/$id/applications')

export function ApplicationsTab() {
  const { id } = route.useParams()
  const { page } = route.useSearch()
  const navigate = route.useNavigate()
  const reply = useSuspenseQuery(applicationsQuery(id, page)).data
  return (
    <AssignedApplications
      of="role"
      rows={reply.Results.map(({ Row }) => Row)}
      page={{
        number: page,
        size: pageLength,
        total: reply.FullCount,
        onChange: (number) => void navigate({ search: { page: number } }),
      }}
    />
  )
}
