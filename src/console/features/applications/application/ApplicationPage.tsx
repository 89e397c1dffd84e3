import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { styled } from '@mui/material/styles'
import type { Result } from '#console/api/call.ts'
import { query, useEdit } from '#console/api/queries.ts'
import { Changelog } from '#console/object/Changelog.tsx'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { categoriesOf } from '#schema/application/categoriesOf.ts'
import { applicationCategories, type ApplicationConfig } from '#schema/application/index.ts'
import { ApplicationConsequences } from './ApplicationConsequences.tsx'
import { ApplicationHeader } from './ApplicationHeader.tsx'
import { ApplicationTabs } from './ApplicationTabs.tsx'
import { CategoryTab } from './CategoryTab.tsx'
import { idWarning } from './idWarning.ts'
import { ReviewFindings } from './ReviewFindings.tsx'
import { fromReply, toRequest } from './savedApplication.ts'
import { useReadOnlyReason } from './useReadOnlyReason.ts'

const route = getRouteApi('/signedIn/apps/$id/$tab')

export function ApplicationPage() {
  const { id: rowKey } = route.useParams()
  // The loader has shown that it exists; one that is deleted in the meantime is gone with the next navigation.
  const reply = useSuspenseQuery(query('getApplication', { _RowKey: rowKey })).data
  return reply && <ApplicationEditor key={rowKey} rowKey={rowKey} reply={reply} />
}

type Props = { rowKey: string; reply: NonNullable<Result<'getApplication'>> }

function ApplicationEditor({ rowKey, reply }: Props) {
  const { tab: id } = route.useParams()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { mutateAsync } = useEdit('updateApplication')
  const saved = fromReply(reply)
  const object = useObjectForm<ApplicationConfig>({
    categories: applicationCategories,
    schema: applicationConfigOf(saved.template),
    saved: saved.values,
    version: saved.version,
    keepAs: `application ${rowKey}`,
    readOnlyReason: useReadOnlyReason(saved),
  })
  const categories = categoriesOf(saved.template)
  const category = categories.find((each) => each.id === id)
  const goTo = (category: string) => void navigate({ params: { id: rowKey, tab: category } })

  if (!category && id !== 'changelog')
    return <Navigate to="/apps/$id/$tab" params={{ id: rowKey, tab: 'description' }} replace />
  return (
    <ObjectForm
      object={object}
      within={`/apps/${rowKey}`}
      goTo={goTo}
      save={async (values, { version }) => {
        await mutateAsync({ params: toRequest({ rowKey, saved, values }), startedFrom: version })
      }}
      reload={async () => {
        const options = { ...query('getApplication', { _RowKey: rowKey }), staleTime: 0 }
        const { values, version } = fromReply((await queryClient.fetchQuery(options)) ?? reply)
        return { values, version }
      }}
      warn={(changes) => idWarning(saved, changes)}
      besides={<ReviewFindings rowKey={rowKey} />}
    >
      <ApplicationHeader rowKey={rowKey} saved={saved} readOnlyReason={object.readOnlyReason} />
      <ApplicationTabs rowKey={rowKey} categories={categories} />
      {category ? (
        <Columns>
          <CategoryTab category={category} rowKey={rowKey} />
          <Beside>
            <ApplicationConsequences rowKey={rowKey} onGoTo={goTo} />
          </Beside>
        </Columns>
      ) : (
        <Changelog type="application" id={rowKey} categories={applicationCategories} />
      )}
    </ObjectForm>
  )
}

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 640px) minmax(20rem, 26rem)',
  justifyContent: 'space-between',
  alignItems: 'start',
  gap: theme.spacing(8),
  [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 640px)' },
}))

const Beside = styled('div')({ alignSelf: 'stretch', minWidth: 0 })
