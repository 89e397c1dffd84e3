import { styled } from '@mui/material/styles'
import { guidedSetup } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'

/** The way to the first token for somebody who is new here. */
export function QuickStart({ onSkip }: { onSkip: () => void }) {
  const { offered } = signedInRoute.useRouteContext()
  const guided = offered(...guidedSetup)
  const federated = offered('createIdentityProvider')
  return (
    <Frame aria-labelledby="quick-start">
      <Head>
        <Title id="quick-start">Quick start</Title>
        <Button look="plain" onClick={onSkip}>
          Skip
        </Button>
      </Head>
      <Steps>
        {guided && (
          <li>
            <h3>Let a program read events</h3>
            <p>
              Guided setup makes the application, its service user, the role and the permission in one step,
              and shows the token it leads to while you type.
            </p>
            <ButtonLink to="/apps/setup/$recipe" params={{ recipe: 'siem' }} look="primary">
              Start guided setup
            </ButtonLink>
          </li>
        )}
        <li>
          <h3>{guided ? 'Add another application' : 'Add an application'}</h3>
          <p>The catalogue has templates for OAuth2 clients, OAuth2 servers and OpenID Connect.</p>
          <ButtonLink to="/apps/add">Open the catalogue</ButtonLink>
        </li>
        {federated && (
          <li>
            <h3>Let people sign in where they have their account</h3>
            <p>
              Guided setup adds an external identity provider, tries a sign-in there, and sends a domain to
              it.
            </p>
            <ButtonLink to="/identity-providers/new">Add an identity provider</ButtonLink>
          </li>
        )}
        <li>
          <h3>Bring in the people who administer</h3>
          <p>A second System Administrator keeps the tenant reachable when the first one is away.</p>
          <ButtonLink to="/users/new">Add a user</ButtonLink>
        </li>
      </Steps>
    </Frame>
  )
}

const Frame = styled(Panel)(({ theme }) => ({ marginBottom: theme.spacing(6) }))

const Head = styled('div')({ display: 'flex', alignItems: 'center', justifyContent: 'space-between' })

const Title = styled('h2')(({ theme }) => ({ ...theme.typography.h2, margin: 0 }))

const Steps = styled('ol')(({ theme }) => ({
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
  gap: theme.spacing(6),
  margin: theme.spacing(3, 0, 1),
  padding: 0,
  '& li': { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
  '& h3': { ...theme.typography.h3, margin: 0 },
  '& p': { flex: 1, margin: theme.spacing(1, 0, 3), color: theme.vars.palette.text.secondary },
}))
