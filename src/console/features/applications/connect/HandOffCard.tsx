import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { tenantCalls } from '#schema/calls/tenantCalls.ts'
import type { CardFact, CardField, Recipe } from '#schema/recipes/recipe.ts'
import { scopeToAsk, signsIn, type Connection } from './connection.ts'
import { consoleVariables } from './consoleVariables.ts'
import { locationOf } from './locationOf.ts'
import { masked } from './masked.ts'

type Props = {
  connection: Connection
  /** Whose card it is; that of a program of one's own otherwise. */
  recipe: Recipe | undefined
  secret?: string | null
  shown?: boolean
  /** What stands in the place of a secret that is not at hand. */
  secretPlace: ReactNode
}

/** What goes to the other side, in its own words. */
export function HandOffCard({ connection, recipe, secret = null, shown = false, secretPlace }: Props) {
  const card = recipe?.card ?? 'program'
  const password = (label: string) => (
    <SecretRow key={label} label={label} secret={secret} shown={shown} place={secretPlace} />
  )
  return (
    <>
      {recipe?.note && <Quiet>{recipe.note}</Quiet>}
      {card === 'console' ? (
        <ConsoleVariables
          connection={connection}
          secret={secret === null || shown ? secret : masked(secret)}
          place={secretPlace}
        />
      ) : card === 'program' ? (
        <ProgramFields connection={connection} password={password} />
      ) : (
        <FormFields
          card={card}
          connection={connection}
          name={recipe?.nameThere ?? connection.applicationName}
          password={password}
        />
      )}
      {recipe?.ownApi && <ApiFields connection={connection} />}
    </>
  )
}

type FieldsProps = { connection: Connection; password: (label: string) => ReactNode }

/** The fields of the program's own form, in its order (contract.md 20). */
function FormFields({
  card,
  connection,
  name,
  password,
}: FieldsProps & { card: readonly CardField[]; name: string }) {
  const facts = factsOf(connection, name)
  return (
    <>
      <Quiet>These go into the form in which the program is told about this tenant.</Quiet>
      {card.map((field) =>
        'text' in field ? (
          <Row key={field.label}>
            <span>{field.label}</span>
            <span>{field.text}</span>
          </Row>
        ) : field.fact === 'secret' ? (
          password(field.label)
        ) : (
          <CopyField
            key={field.label}
            label={field.label}
            value={facts[field.fact]}
            whole={addresses.has(field.fact)}
          />
        ),
      )}
    </>
  )
}

const addresses: ReadonlySet<CardFact> = new Set(['token', 'metadata', 'query', 'scim'])

const factsOf = (connection: Connection, name: string): Record<Exclude<CardFact, 'secret'>, string> => ({
  name,
  location: locationOf(connection.server),
  server: connection.server,
  applicationId: connection.applicationId,
  clientId: connection.clientId ?? '',
  scope: scopeToAsk(connection),
  token: connection.tokenEndpoint,
  metadata: endpointsOf(connection.server, connection.applicationId).metadata,
  query: `${connection.server}${tenantCalls.redrockQuery.path}`,
  scim: `${connection.server}/scim/v2`,
})

/** What the other console is started with (README, "Another tenant"). */
const ConsoleVariables = ({
  connection,
  secret,
  place,
}: {
  connection: Connection
  secret: string | null
  place: ReactNode
}) => (
  <>
    <Quiet>
      Start the other installation with these variables. It says what lacks when it starts.
      {secret === null && <> Its secret: {place}</>}
    </Quiet>
    <CodeBlock label="variables" code={consoleVariables(connection, secret)} />
  </>
)

/** What a program of one's own is configured with (contract.md 21). Only the application's metadata, since those of the tenant do not fit it. */
function ProgramFields({ connection, password }: FieldsProps) {
  const { metadata } = endpointsOf(connection.server, connection.applicationId)
  const forPeople = signsIn(connection)
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
          <CopyField label="Tenant URL" value={connection.server} />
          <CopyField label="Token URL" value={connection.tokenEndpoint} whole />
          <CopyField label="Application ID" value={connection.applicationId} />
        </>
      )}
      <CopyField label="Client ID" value={connection.clientId ?? 'Any'} />
      {!connection.hasSecret ? <CopyField label="PKCE" value="S256" /> : password('Client secret')}
      {connection.redirectUri && <CopyField label="Redirect URI" value={connection.redirectUri} whole />}
      <CopyField label="Scope" value={scopeToAsk(connection)} />
      {!connection.hasSecret && isOfPage(connection.redirectUri) && (
        <>
          <CopyField label="Origin (CORS)" value={new URL(connection.redirectUri).origin} />
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
function ApiFields({ connection }: { connection: Connection }) {
  const { keys, metadata } = endpointsOf(connection.server, connection.applicationId)
  return (
    <>
      <Heading>For the API that gets the tokens</Heading>
      <Quiet>
        It checks the signature (RS256), then iss and aud byte for byte, then exp, and last the scope.
      </Quiet>
      <CopyField label="Issuer" value={`${connection.server}/${connection.applicationId}/`} whole />
      <CopyField label="Audience" value={connection.audience || (connection.clientId ?? '')} />
      <CopyField label="Keys" value={keys} whole />
      <CopyField label="Metadata URL" value={metadata} whole />
    </>
  )
}

type SecretRowProps = { label: string; secret: string | null; shown: boolean; place: ReactNode }

const SecretRow = ({ label, secret, shown, place }: SecretRowProps) => (
  <Row>
    <span>{label}</span>
    {secret === null ? (
      <span>{place}</span>
    ) : (
      <>
        <code translate="no">{shown ? secret : masked(secret)}</code>
        <CopyButton value={secret} label={`Copy ${label}`} />
      </>
    )}
  </Row>
)

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
  padding: theme.spacing(1, 0),
  borderTop: `1px solid ${theme.vars.palette.divider}`,
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
  overflowWrap: 'anywhere',
  '& > code, & > span + span': { padding: theme.spacing(1, 0) },
  '& > span:first-of-type': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  [theme.breakpoints.down('sm')]: {
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    '& > span': { gridColumn: '1 / -1' },
  },
}))
