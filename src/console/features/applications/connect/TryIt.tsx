import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'
import type { Recipe } from '#schema/recipes/recipe.ts'
import { eventsCommand, idTokenCommand, metadataCommand, tokenCommand } from './curl.ts'
import { signsIn, type Connection } from './connection.ts'

type Props = {
  connection: Connection
  recipe: Recipe | undefined
  /** As it is shown: masked, or null when curl has to ask for it. */
  secret: string | null
}

/** Commands for a shell that show that it works, from outside. */
export function TryIt(props: Props) {
  return (
    <Panel aria-labelledby="try-it">
      <h2 id="try-it">Try it</h2>
      {signsIn(props.connection) ? <SignIn {...props} /> : <ClientCredentials {...props} />}
    </Panel>
  )
}

function ClientCredentials({ connection, recipe, secret }: Props) {
  const { tokenEndpoint, scope, server, redirectUri } = connection
  return (
    <>
      <p>
        Get a token.{' '}
        {secret === null
          ? 'The command asks for the client secret.'
          : 'The secret stands in the command: a shell keeps it in its history.'}
      </p>
      <CodeBlock
        label="token command"
        code={tokenCommand({ tokenEndpoint, clientId: connection.clientId ?? '', scope, secret })}
      />
      {recipe?.readsEvents ? (
        <>
          <p>
            Then put its <code>access_token</code> into <code>TOKEN</code> and read events.
          </p>
          <CodeBlock label="events command" code={eventsCommand(server)} />
        </>
      ) : recipe?.tradesToken && redirectUri !== '' ? (
        <>
          <p>
            Then put its <code>access_token</code> into <code>TOKEN</code> and trade it for an ID token, which
            stands behind <code>#id_token=</code> in the header <code>Location</code>.
          </p>
          <CodeBlock
            label="ID token command"
            code={idTokenCommand({
              ...connection,
              authorize: endpointsOf(server, connection.applicationId).authorization,
            })}
          />
        </>
      ) : (
        <p>{opensInWords(connection)}</p>
      )}
    </>
  )
}

const opensInWords = ({ template, scope }: Connection) =>
  template === 'OAuth2ServerClient'
    ? `Its access_token opens what the scope ${scope || '(none)'} opens, as far as the role of the service user reaches.`
    : 'Its access_token is for the API of another application; it opens none of the tenant’s own.'

const SignIn = ({ connection }: Pick<Props, 'connection'>) => (
  <>
    <p>A sign-in needs a browser and the program itself. What the program will find:</p>
    <CodeBlock
      label="metadata command"
      code={metadataCommand(endpointsOf(connection.server, connection.applicationId).metadata)}
    />
  </>
)
