import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { isRecipe, recipeOf } from '../guidedSetup/recipes.ts'
import { consoleVariables } from './consoleVariables.ts'
import { scopeToAsk, signsIn, type Made } from './made.ts'
import { masked } from './SecretField.tsx'

type Props = { made: Made; secret: string | null; shown: boolean }

/** What goes to the other side. */
export function HandOffCard({ made, secret, shown }: Props) {
  const recipe = isRecipe(made.recipe) ? recipeOf(made.recipe) : undefined
  const password = (label: string) => (
    <SecretRow label={label} origin={made.secretOrigin} secret={secret} shown={shown} />
  )
  return (
    <Panel aria-labelledby="hand-off">
      <h2 id="hand-off">For {recipe?.consumer ?? 'the program'}</h2>
      {recipe?.card === 'console' ? (
        <ConsoleVariables made={made} secret={secret === null || shown ? secret : masked(secret)} />
      ) : recipe?.card === 'device' ? (
        <DeviceFields made={made} name={recipe.nameThere ?? made.applicationName} password={password} />
      ) : (
        <ProgramFields made={made} password={password} />
      )}
      {recipe?.ownApi && <ApiFields made={made} />}
    </Panel>
  )
}

type FieldsProps = { made: Made; password: (label: string) => ReactNode }

/** The fields of the program's own form, in its order (contract.md 20). */
const DeviceFields = ({ made, name, password }: FieldsProps & { name: string }) => (
  <>
    <Quiet>These go into the form in which the program is told about this tenant.</Quiet>
    <CopyField label="Name" value={name} />
    <CopyField label="Location" value={locationOf(made.server)} />
    <CopyField label="Application ID" value={made.applicationId} />
    <CopyField label="Username" value={made.clientId ?? ''} />
    {password('Password')}
    <CopyField label="Server" value={made.server} />
  </>
)

/** What the other console is started with (README, "Another tenant"). */
const ConsoleVariables = ({ made, secret }: { made: Made; secret: string | null }) => (
  <>
    <Quiet>
      Start the other installation with these variables. It says what lacks when it starts.
      {secret === null && ` Its secret is ${secretWords[made.secretOrigin].toLowerCase()}.`}
    </Quiet>
    <CodeBlock label="variables" code={consoleVariables(made, secret)} />
  </>
)

/** What a program of one's own is configured with (contract.md 21). Only the application's metadata, since those of the tenant do not fit it. */
function ProgramFields({ made, password }: FieldsProps) {
  const { metadata } = endpointsOf(made.server, made.applicationId)
  const forPeople = signsIn(made)
  return (
    <>
      <Quiet>
        {forPeople
          ? 'An OpenID Connect library finds everything else from the metadata URL.'
          : 'The program gets its tokens with these.'}
      </Quiet>
      {forPeople ? (
        <CopyField label="Metadata URL" value={metadata} whole />
      ) : (
        <>
          <CopyField label="Tenant URL" value={made.server} />
          <CopyField label="Token URL" value={made.tokenEndpoint} whole />
          <CopyField label="Application ID" value={made.applicationId} />
        </>
      )}
      <CopyField label="Client ID" value={made.clientId ?? 'Any'} />
      {made.secretOrigin === 'none' ? <CopyField label="PKCE" value="S256" /> : password('Client secret')}
      {made.redirectUri && <CopyField label="Redirect URI" value={made.redirectUri} whole />}
      <CopyField label="Scope" value={scopeToAsk(made)} />
      {made.secretOrigin === 'none' && isOfPage(made.redirectUri) && (
        <>
          <CopyField label="Origin (CORS)" value={new URL(made.redirectUri).origin} />
          <Quiet>
            Scripts of pages there may call metadata, keys, token, userinfo and revocation. Every Redirect URI
            with https or http lets its own origin in. The tenant’s own calls stay closed to pages.
          </Quiet>
        </>
      )}
    </>
  )
}

/** A scheme of an app's own has no origin (D13). */
const isOfPage = (redirectUri: string) => /^https?:/.test(redirectUri)

/** What the API that gets the tokens checks them with (contract.md 16). */
function ApiFields({ made }: { made: Made }) {
  const { keys, metadata } = endpointsOf(made.server, made.applicationId)
  return (
    <>
      <Heading>For the API that gets the tokens</Heading>
      <Quiet>
        It checks the signature (RS256), then iss and aud byte for byte, then exp, and last the scope.
      </Quiet>
      <CopyField label="Issuer" value={`${made.server}/${made.applicationId}/`} whole />
      <CopyField label="Audience" value={made.audience || (made.clientId ?? '')} />
      <CopyField label="Keys" value={keys} whole />
      <CopyField label="Metadata URL" value={metadata} whole />
    </>
  )
}

type SecretRowProps = { label: string; origin: Made['secretOrigin']; secret: string | null; shown: boolean }

const SecretRow = ({ label, origin, secret, shown }: SecretRowProps) => (
  <Row>
    <span>{label}</span>
    {secret === null ? (
      <span>{secretWords[origin]}</span>
    ) : (
      <>
        <code translate="no">{shown ? secret : masked(secret)}</code>
        <CopyButton value={secret} label={`Copy ${label}`} />
      </>
    )}
  </Row>
)

const secretWords: Record<Made['secretOrigin'], string> = {
  generated: 'The client secret, which was shown once',
  typed: 'The secret that you have typed',
  existing: 'The secret that the user has had before',
  none: 'None',
}

/** A tenant on this machine or network is what the program's form calls on-premises. */
function locationOf(server: string): 'Cloud' | 'On-prem' {
  const { hostname } = new URL(server)
  const near = hostname === 'localhost' || /^[\d.]+$|^\[|^[^.]+$|\.(local|internal|test)$/.test(hostname)
  return near ? 'On-prem' : 'Cloud'
}

const Heading = styled('h3')(({ theme }) => ({
  // Above what a panel gives its headings
  '&&': { ...theme.typography.subtitle1, margin: theme.spacing(6, 0, 1) },
}))

const Quiet = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(0, 0, 3),
  color: theme.vars.palette.text.secondary,
}))

const Row = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(8rem, max-content) minmax(0, 1fr) auto',
  alignItems: 'center',
  columnGap: theme.spacing(3),
  minHeight: 36,
  padding: theme.spacing(0.5, 0),
  borderTop: `1px solid ${theme.vars.palette.divider}`,
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
  overflowWrap: 'anywhere',
  '& > span:first-of-type': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  [theme.breakpoints.down('sm')]: {
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    '& > span': { gridColumn: '1 / -1' },
  },
}))
