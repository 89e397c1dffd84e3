import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'

type Urls = NonNullable<Result<'getIdentityProvider'>>['Gatewright']

const addresses = [
  { label: 'Redirect URL', of: ({ RedirectUrl }: Urls) => RedirectUrl },
  { label: 'Initiate login URL', of: ({ InitiateLoginUrl }: Urls) => InitiateLoginUrl },
  { label: 'Post-logout redirect URL', of: ({ PostLogoutRedirectUrl }: Urls) => PostLogoutRedirectUrl },
] as const

/** What the consoles of identity providers call the three, in the same order; null where they have no such field. */
const words: Record<string, readonly (string | null)[]> = {
  'Entra ID': ['Redirect URI, platform Web', 'Home page URL', 'Another Redirect URI'],
  Okta: ['Sign-in redirect URIs', 'Initiate login URI', 'Sign-out redirect URIs'],
  Google: ['Authorized redirect URIs', null, null],
  Keycloak: ['Valid redirect URIs', 'Home URL', 'Valid post logout redirect URIs'],
  Auth0: ['Allowed Callback URLs', 'Application Login URI', 'Allowed Logout URLs'],
}

/** What goes to whoever looks after the identity provider: three addresses, and what their console calls them. */
export function OutboundMetadata({ urls }: { urls: Urls }) {
  const card = addresses.map(({ label, of }) => `${label}: ${of(urls)}`).join('\n')
  return (
    <>
      <p>
        Register this tenant there as a web application. All of this can be taken before Inbound Metadata is
        filled.
      </p>
      <Card aria-labelledby="hand-off">
        <Row>
          <h2 id="hand-off">For the identity provider</h2>
          <CopyButton value={card} label="Copy all addresses" />
        </Row>
        {addresses.map(({ label, of }) => (
          <CopyField key={label} label={label} value={of(urls)} whole />
        ))}
      </Card>
      <SectionHeading>What it calls them</SectionHeading>
      <Words>
        {Object.entries(words).map(([console, names]) => (
          <div key={console}>
            <dt>{console}</dt>
            {names.map((name, index) => {
              const label = addresses[index]?.label
              return (
                <dd key={label}>
                  <span>{label}</span>
                  {name ?? 'Has no field for it'}
                </dd>
              )
            })}
          </div>
        ))}
      </Words>
      <SectionHeading>Signing out</SectionHeading>
    </>
  )
}

const Card = styled(Panel)(({ theme }) => ({
  maxWidth: 640,
  marginBottom: theme.spacing(8),
  '& h2': { ...theme.typography.h3, margin: 0 },
  // The addresses are long: each has the whole width, below its label
  '& > div + div': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  '& > div + div > span': { gridColumn: '1 / -1' },
}))

const Row = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
})

const Words = styled('dl')(({ theme }) => ({
  maxWidth: 640,
  margin: 0,
  '& > div': { padding: theme.spacing(2, 0), borderBottom: `1px solid ${theme.vars.palette.divider}` },
  '& dt': { fontWeight: 500 },
  '& dd': {
    display: 'grid',
    gridTemplateColumns: '12rem minmax(0, 1fr)',
    columnGap: theme.spacing(3),
    margin: 0,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)', marginTop: theme.spacing(1) },
  },
  '& dd > span': { color: theme.vars.palette.text.secondary },
}))
