import { styled } from '@mui/material/styles'
import { TextLink } from '#console/ui/links.tsx'

/** What a group's members get by its roles. */
export function RolesOfGroup({ roles }: { roles: readonly { ID: string; Name: string }[] }) {
  if (roles.length === 0) return null
  return (
    <Line>
      In {roles.length === 1 ? 'the role' : 'the roles'}{' '}
      {roles.map(({ ID, Name }, index) => (
        <span key={ID}>
          {index > 0 && ', '}
          <TextLink to="/roles/$id" params={{ id: ID }}>
            <bdi>{Name}</bdi>
          </TextLink>
        </span>
      ))}
    </Line>
  )
}

const Line = styled('p')(({ theme }) => ({
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
}))
