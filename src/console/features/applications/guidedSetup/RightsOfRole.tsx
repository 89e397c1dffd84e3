import { styled } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'

/** What the client may do as a member of a role that exists. */
export function RightsOfRole({ id }: { id: string }) {
  const { data, error } = useQuery({ ...query('getAssignedRights', { role: id }), enabled: id !== '' })
  if (id === '') return null
  return (
    <Line role="status">
      {error ? 'You may not look at the rights of this role.' : data && inWords(data)}
    </Line>
  )
}

function inWords({ Results }: Result<'getAssignedRights'>): string {
  const rights = Results.map(({ Row }) => Row.Description)
  return rights.length === 0
    ? 'This role has no administrative right: the client sees next to nothing through the APIs.'
    : `This role has ${rights.join(', ')}.`
}

const Line = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1, 0, 0),
  overflowWrap: 'anywhere',
}))
