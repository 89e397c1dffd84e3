import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { query, useEdit } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ObjectForm } from '#console/form/ObjectForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { userCategories, userConfig, type UserConfig } from '#schema/user/index.ts'
import { fromUserAttributes, toUserWire } from '#schema/user/wire.ts'
import { useConsequences } from './useConsequences.ts'
import { UserFindings } from './UserFindings.tsx'
import { UserHeader } from './UserHeader.tsx'
import { UserTabs } from './UserTabs.tsx'

const route = getRouteApi('/signedIn/users/$id')

export function UserPage() {
  const { id } = route.useParams()
  // The loader has shown that the user exists; one who is deleted in the meantime is gone with the next navigation.
  const attributes = useSuspenseQuery(query('getUserAttributes', { ID: id })).data
  return attributes && <UserEditor key={id} id={id} attributes={attributes} />
}

type Attributes = Parameters<typeof fromUserAttributes>[0] & { Gatewright: { Version: number } }

function UserEditor({ id, attributes }: { id: string; attributes: Attributes }) {
  const { me } = signedInRoute.useRouteContext()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const changeUser = useEdit('changeUser')
  const lack = lackOf(me, 'dsman')
  const saved = fromUserAttributes(attributes)
  const version = attributes.Gatewright.Version
  const object = useObjectForm({
    categories: userCategories,
    schema: userConfig,
    saved,
    version,
    keepAs: `user ${id}`,
    readOnlyReason: lack && `You may look at this user, not change it. ${lack}`,
  })
  useConsequences(object)

  const save = async (values: UserConfig, { version }: { version: number | undefined }) => {
    await changeUser.mutateAsync({ params: { ...toUserWire(values), ID: id }, startedFrom: version })
  }

  const reload = async () => {
    const current = await queryClient.fetchQuery({ ...query('getUserAttributes', { ID: id }), staleTime: 0 })
    return { values: fromUserAttributes(current ?? attributes), version: current?.Gatewright.Version }
  }

  return (
    <>
      <UserHeader id={id} saved={saved} />
      <UserFindings id={id} saved={saved} version={version} lack={lack} />
      <ObjectForm
        object={object}
        within={`/users/${id}`}
        save={save}
        reload={reload}
        goTo={(category) => void navigate({ to: category === 'status' ? '/users/$id/status' : '/users/$id' })}
      >
        <UserTabs id={id} oauthClient={object.base.values['status']?.['oauthClient'] === true} />
        <Outlet />
      </ObjectForm>
    </>
  )
}
