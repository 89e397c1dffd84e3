import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import { call } from '#console/api/call.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { categoryTabs } from '#console/object/categoryTabs.tsx'
import { ObjectPage } from '#console/object/ObjectPage.tsx'
import { BesideFields } from '#console/object/consequences/ConsequenceFrame.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import { applicationCategories, templates, type ApplicationConfig } from '#schema/application/index.ts'
import { applicationQuery } from '../list/applicationRows.ts'
import { ApplicationConsequences } from './ApplicationConsequences.tsx'
import { ApplicationIdentifiers } from './ApplicationIdentifiers.tsx'
import { ConnectTab } from '../connect/ConnectTab.tsx'
import { CategoryTab } from './CategoryTab.tsx'
import { FailuresTab } from './FailuresTab.tsx'
import { idWarning } from './idWarning.ts'
import { readOnlyReason } from './readOnlyReason.ts'
import { ReviewFindings } from './ReviewFindings.tsx'
import { fromReply, toRequest } from './savedApplication.ts'
import { UsableChip } from './UsableChip.tsx'

const InspectTab = lazy(() => import('../inspect/InspectTab.tsx').then((m) => ({ default: m.InspectTab })))

const route = getRouteApi('/signedIn/apps/$id/$tab')

export function ApplicationPage() {
  const { id } = route.useParams()
  const { me, offered } = signedInRoute.useRouteContext()
  const navigate = route.useNavigate()
  const goTo = useCallback(
    (tab: string) => void navigate({ to: '/apps/$id/$tab', params: { id, tab } }),
    [navigate, id],
  )
  return (
    <ObjectPage
      type="application"
      reading={applicationQuery(id)}
      saved={fromReply}
      categories={applicationCategories}
      schema={(reply) => applicationConfigOf(fromReply(reply).template)}
      save={{
        call: 'updateApplication',
        params: (values: ApplicationConfig, read) =>
          toRequest({ rowKey: id, saved: fromReply(read), values }),
      }}
      readOnlyReason={(reply, lack) => readOnlyReason(fromReply(reply), me, lack)}
      warn={(changes, reply) => idWarning(fromReply(reply), changes)}
      besides={<ReviewFindings rowKey={id} />}
      heading={(reply) => {
        const { template, state, values } = fromReply(reply)
        const { name, applicationId, logo } = values.description
        return {
          title: name,
          picture: logo,
          beside: (
            <>
              <StatusChip>{templates[template].title}</StatusChip>
              <UsableChip rowKey={id} state={state} />
            </>
          ),
          identifiers: <ApplicationIdentifiers applicationId={applicationId} />,
        }
      }}
      copied={(reply) => ({ template: fromReply(reply).template })}
      removal={(reply) => {
        const { name, applicationId } = fromReply(reply).values.description
        return {
          name,
          consequences: (
            <>
              Programs that use <code>{applicationId}</code> get no more tokens, and the tokens they hold stop
              working at once. Its service users and roles stay. Its settings can be restored (Settings &gt;
              Deleted), its secrets cannot.
            </>
          ),
          remove: () => call('deleteApplication', { _RowKey: [id] }),
        }
      }}
      tabsLabel="Categories"
      tabs={(reply) => [
        ...categoryTabs(categoriesOf(fromReply(reply).template), (category) => (
          <BesideFields fields={<CategoryTab category={category} rowKey={id} />}>
            <ApplicationConsequences rowKey={id} onGoTo={goTo} />
          </BesideFields>
        )),
        ...(offered('applicationClients')
          ? [
              {
                id: 'connect',
                title: 'Connect',
                content: <ConnectTab rowKey={id} application={fromReply(reply)} onGoTo={goTo} />,
              },
            ]
          : []),
        ...(offered('inspectApplication')
          ? [
              {
                id: 'inspect',
                title: 'Inspect',
                content: (
                  <Suspense>
                    <InspectTab rowKey={id} application={fromReply(reply)} onGoTo={goTo} />
                  </Suspense>
                ),
              },
            ]
          : []),
        ...(offered('failuresList') && readsEvents({ me, offered })
          ? [
              {
                id: 'failures',
                title: 'Failures',
                content: <FailuresTab rowKey={id} />,
              },
            ]
          : []),
      ]}
    />
  )
}
