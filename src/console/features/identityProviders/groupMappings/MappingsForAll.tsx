import { useQuery } from '@tanstack/react-query'
import { TextLink } from '#console/ui/links.tsx'
import { globalGroupMappingsQuery } from './globalGroupMappingsQuery.ts'

/** What counts beside the mappings of an identity provider. */
export function MappingsForAll() {
  const count = useQuery(globalGroupMappingsQuery).data?.Mappings.length
  return (
    <p>
      {count === undefined || count === 0
        ? 'No mapping holds for all identity providers.'
        : count === 1
          ? '1 mapping more holds, for all identity providers.'
          : `${count} mappings more hold, for all identity providers.`}{' '}
      <TextLink to="/group-mappings">Group Mappings for all</TextLink>
    </p>
  )
}
