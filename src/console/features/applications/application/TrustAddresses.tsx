import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { sessionQuery } from '#console/api/session.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import type { ApplicationConfig } from '#schema/application/index.ts'
import { endpointsOf } from '#schema/application/endpoints.ts'

/** What the other side has to know. It follows from the application and cannot be changed here. */
export function TrustAddresses({ rowKey }: { rowKey: string }) {
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const { base } = useHeldForm()
  // The form of this page holds an application.
  const { applicationId } = (base.values as unknown as ApplicationConfig).description
  return (
    <Box>
      <CopyField label="OpenID Connect client ID" value={rowKey} whole />
      <CopyField label="OpenID Connect issuer URL" value={`${tenant.url}/${applicationId}/`} whole />
      <CopyField
        label="OpenID Connect metadata URL"
        value={endpointsOf(tenant.url, applicationId).metadata}
        whole
      />
    </Box>
  )
}

const Box = styled('div')(({ theme }) => ({
  marginBottom: theme.spacing(6),
  // The values stand below each other
  [theme.breakpoints.up('sm')]: { '&& > div': { gridTemplateColumns: '13rem minmax(0, 1fr) auto' } },
}))
