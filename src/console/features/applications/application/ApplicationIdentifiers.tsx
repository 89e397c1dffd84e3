import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { sessionQuery } from '#console/api/session.ts'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'

/** What people look for: the Application ID and the token endpoint. */
export function ApplicationIdentifiers({ applicationId }: { applicationId: string }) {
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const { token } = endpointsOf(tenant.url, applicationId)
  return (
    <Identifiers>
      <Identifier name="Application ID" value={applicationId} />
      <Identifier name="Token endpoint" value={token} />
    </Identifiers>
  )
}

const Identifier = ({ name, value }: { name: string; value: string }) => (
  <div>
    <span>{name}</span>
    <code translate="no">{value}</code>
    <CopyButton value={value} label={`Copy the ${name}`} />
  </div>
)

const Identifiers = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: theme.spacing(6),
  '& > div': { display: 'flex', alignItems: 'center', gap: theme.spacing(2), minWidth: 0 },
  '& span': { whiteSpace: 'nowrap' },
  '& code': { ...theme.typography.code, color: theme.vars.palette.text.primary, overflowWrap: 'anywhere' },
}))
