import { styled } from '@mui/material/styles'
import { CopyField } from '#console/ui/CopyField.tsx'
import { Panel } from '#console/ui/Panel.tsx'

/** What the identity provider has to know of this tenant, with the words that its console uses. */
export function OutboundMetadata({ redirectUrl }: { redirectUrl: string }) {
  return (
    <>
      <p>
        Register this tenant as a web application at the identity provider and enter this address there. It
        can be taken before Inbound Metadata is filled.
      </p>
      <Box>
        <CopyField label="Redirect URL" value={redirectUrl} whole />
      </Box>
      <p>
        Entra: Redirect URI, platform Web. Okta: Sign-in redirect URIs. Google: Authorized redirect URIs.
        Keycloak: Valid redirect URIs. Auth0: Allowed Callback URLs.
      </p>
    </>
  )
}

const Box = styled(Panel)({ maxWidth: 640, marginBottom: 16 })
