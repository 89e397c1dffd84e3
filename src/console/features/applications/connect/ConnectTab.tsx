import { styled } from '@mui/material/styles'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { sessionQuery } from '#console/api/session.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { FilterSelect } from '#console/ui/FilterSelect.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { endpointsOf } from '#schema/application/endpoints.ts'
import type { ApplicationConfig, TemplateName } from '#schema/application/index.ts'
import { isOwnClient, isUserClient, redirectsOf } from '#schema/application/ofTemplate.ts'
import { isRecipe, recipeIds, recipeOf } from '#schema/recipes/index.ts'
import { useGoToSetting } from '../application/useGoToSetting.ts'
import type { Connection } from './connection.ts'
import { Columns } from './Columns.tsx'
import { FirstToken } from './FirstToken.tsx'
import { HandOffCard } from './HandOffCard.tsx'
import { Readiness } from './Readiness.tsx'
import { recipeFor } from './recipeFor.ts'
import { TryIt } from './TryIt.tsx'

type Application = { template: TemplateName; values: ApplicationConfig }
type Clients = Result<'applicationClients'>

type Props = { rowKey: string; application: Application; onGoTo: (tab: string) => void }

/** What the other side is told, at any time after the application was made: the card without the secret, what lacks, and how to try it. */
export function ConnectTab({ rowKey, application, onGoTo }: Props) {
  const { offered } = signedInRoute.useRouteContext()
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const { data, error } = useQuery(query('applicationClients', { rowKey }))
  const goToSetting = useGoToSetting(onGoTo)
  const usual = recipeFor(looksOf(application))
  const [chosen, choose] = useState<string>(usual)
  const [wanted, want] = useState('')
  const client = data?.clients.find(({ id }) => id === wanted) ?? data?.clients[0]
  const connection = connectionOf({ application, server: tenant.url, client })
  const recipe = isRecipe(chosen) ? recipeOf(chosen) : undefined
  return (
    <Columns>
      <div>
        <Panel aria-labelledby="hand-off">
          <h2 id="hand-off">For {recipe?.consumer ?? 'the program'}</h2>
          <Choices>
            <FilterSelect
              label="Whose form it is for"
              value={chosen}
              all="A program of your own"
              options={offeredFor(application.template)}
              onChange={choose}
            />
            {data && data.clients.length > 1 && (
              <FilterSelect
                label="Client"
                value={client?.id ?? ''}
                all="Choose a client"
                options={Object.fromEntries(data.clients.map(({ id, name }) => [id, name]))}
                onChange={want}
              />
            )}
          </Choices>
          {error && <ProblemBanner {...problemInWords(error)} />}
          <HandOffCard
            connection={connection}
            recipe={recipe}
            secretPlace={
              connection.hasSecret ? (
                <SecretPlace rowKey={rowKey} application={application} client={client} />
              ) : (
                'None'
              )
            }
          />
        </Panel>
      </div>
      <div>
        {offered('previewSaved') && <Readiness rowKey={rowKey} onGoTo={goToSetting} />}
        {offered('firstToken') && (
          <FirstToken
            rowKey={rowKey}
            forPeople={!isUserClient({ template: application.template, config: application.values })}
          />
        )}
        <TryIt connection={connection} recipe={recipe} secret={null} />
      </div>
    </Columns>
  )
}

const looksOf = ({ template, values }: Application) => ({
  template,
  name: values.description.name,
  applicationId: values.description.applicationId,
  patterns: values.scope.scopes.flatMap(({ patterns }) => patterns),
  clientIdType: values.generalUsage.clientIdType,
})

const offeredFor = (template: TemplateName) =>
  Object.fromEntries(
    recipeIds.filter((id) => recipeOf(id).template === template).map((id) => [id, recipeOf(id).title]),
  )

type Asked = { application: Application; server: string; client: Clients['clients'][number] | undefined }

function connectionOf({ application: { template, values }, server, client }: Asked): Connection {
  const { applicationId, name } = values.description
  const { clientIdType, allowedClients, audience } = values.generalUsage
  const config = values
  return {
    applicationName: name,
    applicationId,
    clientId: client?.name ?? (clientIdType === 'List' ? (allowedClients[0] ?? null) : null),
    tokenEndpoint: endpointsOf(server, applicationId).token,
    server,
    scope: values.scope.scopes.map(({ name }) => name).join(' '),
    template,
    audience,
    redirectUri: redirectsOf({ template, config })[0] ?? '',
    hasSecret: isOwnClient({ template }) || isUserClient({ template, config }),
  }
}

type PlaceProps = { rowKey: string; application: Application; client: Clients['clients'][number] | undefined }

/** Where the secret is, which nobody can be shown again. */
function SecretPlace({ rowKey, application, client }: PlaceProps) {
  if (!client) return 'That of the service user, once there is one'
  const way = isOwnClient(application) ? (
    <TextLink to="/apps/$id/$tab" params={{ id: rowKey, tab: 'trust' }}>
      Secrets
    </TextLink>
  ) : (
    <TextLink to="/users/$id/$tab" params={{ id: client.id, tab: 'password' }}>
      Secrets of {client.name}
    </TextLink>
  )
  if (client.liveSecrets === 0) return <>None works. Add one: {way}</>
  return (
    <>
      Shown once, when it was made
      {client.secretsEndAt !== null && (
        <>
          , and ends <RelativeTime at={client.secretsEndAt} />
        </>
      )}
      . {way}
    </>
  )
}

const Choices = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(4),
  margin: theme.spacing(0, 0, 4),
}))
