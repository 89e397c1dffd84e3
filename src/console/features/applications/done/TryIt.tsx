import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'
import { isRecipe, recipeOf } from '../guidedSetup/recipes.ts'
import { eventsCommand, idTokenCommand, metadataCommand, tokenCommand } from './curl.ts'
import type { Made } from './made.ts'

type Props = {
  made: Made
  /** As it is shown: masked, or null when curl has to ask for it. */
  secret: string | null
}

/** Commands for a shell that show that it works, from outside. */
export function TryIt({ made, secret }: Props) {
  return (
    <Panel aria-labelledby="try-it">
      <h2 id="try-it">Try it</h2>
      {made.userId === null ? <SignIn made={made} /> : <ClientCredentials made={made} secret={secret} />}
    </Panel>
  )
}

function ClientCredentials({ made, secret }: Props) {
  const { tokenEndpoint, scope, server } = made
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
        code={tokenCommand({ tokenEndpoint, clientId: made.clientId ?? '', scope, secret })}
      />
      {readsEvents(made) ? (
        <>
          <p>
            Then put its <code>access_token</code> into <code>TOKEN</code> and read events.
          </p>
          <CodeBlock label="events command" code={eventsCommand(server)} />
        </>
      ) : tradesToken(made) ? (
        <>
          <p>
            Then put its <code>access_token</code> into <code>TOKEN</code> and trade it for an ID token, which
            stands behind <code>#id_token=</code> in the header <code>Location</code>.
          </p>
          <CodeBlock
            label="ID token command"
            code={idTokenCommand({
              ...made,
              authorize: endpointsOf(server, made.applicationId).authorization,
            })}
          />
        </>
      ) : (
        <p>{opensInWords(made)}</p>
      )}
    </>
  )
}

/** The forms of devices are those of event readers; their scope opens the query below. */
const readsEvents = ({ recipe }: Made) => isRecipe(recipe) && recipeOf(recipe).card === 'device'

const tradesToken = ({ recipe, redirectUri }: Made) =>
  isRecipe(recipe) && recipeOf(recipe).tradesToken === true && redirectUri !== ''

const opensInWords = ({ template, scope }: Made) =>
  template === 'OAuth2ServerClient'
    ? `Its access_token opens what the scope ${scope || '(none)'} opens, as far as the role of the service user reaches.`
    : 'Its access_token is for the API of another application; it opens none of the tenant’s own.'

const SignIn = ({ made }: Pick<Props, 'made'>) => (
  <>
    <p>A sign-in needs a browser and the program itself. What the program will find:</p>
    <CodeBlock
      label="metadata command"
      code={metadataCommand(endpointsOf(made.server, made.applicationId).metadata)}
    />
  </>
)
