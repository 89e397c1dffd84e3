import { getRouteApi, Navigate, useRouterState } from '@tanstack/react-router'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { SecretGuard } from '#console/object/secrets/SecretGuard.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { isRecipe, recipeOf } from '#schema/recipes/index.ts'
import { scopeToAsk } from '../connect/connection.ts'
import { Columns } from '../connect/Columns.tsx'
import { FirstToken } from '../connect/FirstToken.tsx'
import { HandOffCard } from '../connect/HandOffCard.tsx'
import { masked } from '../connect/masked.ts'
import { TryIt } from '../connect/TryIt.tsx'
import { CreateDevice } from './CreateDevice.tsx'
import { readMade, type Made } from './made.ts'
import { SecretField } from './SecretField.tsx'
import { secretFor } from './shownSecret.ts'

const route = getRouteApi('/signedIn/apps/setup/done/$rowKey')

/** What guided setup has made: the secret this once, and everything to hand on. */
export function DonePage() {
  const { rowKey } = route.useParams()
  return <MadeOrGone key={rowKey} rowKey={rowKey} />
}

function MadeOrGone({ rowKey }: { rowKey: string }) {
  const arrivedWith = useRouterState({ select: ({ location }) => location.state.made })
  // Kept, because the location is the next page's already while this one is being left.
  const [made] = useState(() => readMade(arrivedWith))
  if (!made) return <Navigate to="/apps/$id/$tab" params={{ id: rowKey, tab: 'connect' }} replace />
  return <Done rowKey={rowKey} made={made} />
}

function Done({ rowKey, made }: { rowKey: string; made: Made }) {
  const { offered } = route.useRouteContext()
  const [secret] = useState(() => secretFor(rowKey))
  const [shown, setShown] = useState(true)
  const { tokenEndpoint } = made
  const recipe = isRecipe(made.recipe) ? recipeOf(made.recipe) : undefined
  const seen = secret === null || shown ? secret : masked(secret)
  return (
    <>
      <PageHeader
        title={`${made.applicationName} is ready`}
        actions={
          <>
            {made.userId !== null && (
              <ButtonLink to="/users/$id" params={{ id: made.userId }}>
                Open the service user
              </ButtonLink>
            )}
            <ButtonLink to="/apps/$id/$tab" params={{ id: rowKey, tab: 'description' }}>
              Open the application
            </ButtonLink>
          </>
        }
      >
        {existsInWords(made)}
      </PageHeader>
      {lacksRedirect(made) && (
        <NoticeBanner
          actions={
            <ButtonLink
              to="/apps/$id/$tab"
              params={{
                id: rowKey,
                tab: made.template === 'Generic OpenID Connect' ? 'trust' : 'generalUsage',
              }}
            >
              Add a redirect URI
            </ButtonLink>
          }
        >
          Nobody can sign in yet: give the other side what is below, and add the redirect URI that it tells
          you.
        </NoticeBanner>
      )}
      {secret === null && <NoticeBanner>{noSecret[made.secretOrigin]}</NoticeBanner>}
      <Columns>
        <div>
          <Panel aria-labelledby="credentials">
            <h2 id="credentials">Credentials</h2>
            {secret !== null && (
              <Once>
                <strong>Client secret</strong>
                <SecretField secret={secret} shown={shown} onShow={setShown} />
                <p>Copy it now. It is kept nowhere and cannot be shown again, only replaced.</p>
              </Once>
            )}
            <CopyField label="Client ID" value={made.clientId ?? 'Any'} />
            <CopyField label="Token endpoint" value={tokenEndpoint} whole />
            <CopyField label="Scope" value={scopeToAsk(made)} />
          </Panel>
          <Panel aria-labelledby="hand-off">
            <h2 id="hand-off">For {recipe?.consumer ?? 'the program'}</h2>
            <HandOffCard
              connection={made}
              recipe={recipe}
              secret={secret}
              shown={shown}
              secretPlace={secretWords[made.secretOrigin]}
            />
            {recipe?.readsEvents && (
              <CreateDevice made={made} name={recipe.nameThere ?? made.applicationName} secret={secret} />
            )}
          </Panel>
        </div>
        <div>
          {offered('firstToken') && <FirstToken rowKey={rowKey} forPeople={made.userId === null} />}
          <TryIt connection={made} recipe={recipe} secret={seen} />
        </div>
      </Columns>
      <SecretGuard active={secret !== null} />
    </>
  )
}

/** Guided setup makes what people sign in to without a service user. */
const lacksRedirect = ({ userId, redirectUri }: Made) => userId === null && redirectUri === ''

function existsInWords(made: Made): string {
  if (made.userId !== null) return 'The application, its service user, role and permission exist.'
  if (lacksRedirect(made)) return 'The application exists.'
  return 'The application exists. Whoever has Run on User Access can sign in to it.'
}

const noSecret: Record<Made['secretOrigin'], string> = {
  generated: 'The client secret was shown here once and is gone. Add another secret if nobody has it.',
  typed: 'The client secret is the one that you have typed. It is kept nowhere and cannot be shown.',
  existing: 'The service user keeps the secret that it has had before.',
  none: 'Clients of this application have no secret. PKCE takes its place.',
}

const secretWords: Record<Made['secretOrigin'], string> = {
  generated: 'The client secret, which was shown once',
  typed: 'The secret that you have typed',
  existing: 'The secret that the user has had before',
  none: 'None',
}

const Once = styled('div')(({ theme }) => ({
  marginBottom: theme.spacing(3),
  '& > strong': { ...theme.typography.subtitle1, display: 'block', marginBottom: theme.spacing(1) },
  '& > p': { marginTop: theme.spacing(1.5) },
}))
