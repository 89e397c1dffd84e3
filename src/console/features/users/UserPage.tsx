import { getRouteApi } from '@tanstack/react-router'
import { call } from '#console/api/call.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { categoryTabs } from '#console/object/categoryTabs.tsx'
import { Identifiers } from '#console/object/Identifiers.tsx'
import { ObjectPage } from '#console/object/ObjectPage.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { cloudDirectory } from '#schema/directoryService.ts'
import { status, userCategories, userConfig } from '#schema/user/index.ts'
import { fromUserAttributes, toUserWire } from '#schema/user/wire.ts'
import { IdentityLinks } from './IdentityLinks.tsx'
import { PasswordElsewhere } from './PasswordElsewhere.tsx'
import { PasswordTab } from './PasswordTab.tsx'
import { StatusTab } from './StatusTab.tsx'
import { UserConsequences } from './UserConsequences.tsx'
import { UserFindings } from './UserFindings.tsx'
import { UserKind } from './UserKind.tsx'
import { userTabs } from './userTabs.tsx'
import { userQuery } from './userQueries.ts'
import { userTone } from './userTone.ts'

const route = getRouteApi('/signedIn/users/$id/$tab')

export function UserPage() {
  const { id } = route.useParams()
  const { me, offered } = signedInRoute.useRouteContext()

  return (
    <ObjectPage
      type="user"
      reading={userQuery(id)}
      saved={(user) => ({ values: fromUserAttributes(user), version: user.Gatewright.Version })}
      categories={userCategories}
      schema={userConfig}
      along={<UserConsequences />}
      save={{ call: 'changeUser', params: (values) => ({ ...toUserWire(values), ID: id }) }}
      heading={(user) => {
        const { account, status: held } = fromUserAttributes(user)
        return {
          title: account.displayName || account.name,
          beside: (
            <>
              <UserKind serviceUser={held.serviceUser} oauthClient={held.oauthClient} />
              <StatusChip tone={userTone(held.state)}>
                {status.settings.state.options[held.state] ?? held.state}
              </StatusChip>
            </>
          ),
          identifiers: (
            <Identifiers>
              <CopyField label={held.oauthClient ? 'Client ID' : 'Login Name'} value={account.name} />
              <CopyField label="User ID" value={id} />
            </Identifiers>
          ),
        }
      }}
      notice={(user, version, lack) => (
        <UserFindings id={id} saved={fromUserAttributes(user)} version={version} lack={lack} />
      )}
      removal={(user) => ({
        name: user.Name,
        consequences: user.OauthClient
          ? 'Programs that use this client ID get no more tokens, at once. Settings can be restored (Settings > Deleted); secrets, roles and groups cannot.'
          : 'The person can no longer sign in, and tokens stop working at once. Settings can be restored (Settings > Deleted); the password, roles and groups cannot.',
        disabledReason: me.UserId === id && 'You cannot delete the account you are signed in with.',
        remove: () => call('removeUser', { ID: id }),
      })}
      tabs={(user) => [
        ...categoryTabs(userCategories, (category) =>
          category.id === status.id ? <StatusTab /> : <CategoryForm category={category} summary={false} />,
        ),
        ...userTabs({ id, user, offered }),
        {
          id: 'password',
          title: user.OauthClient ? 'Secrets' : 'Password',
          content: user.directoryServiceUuid === cloudDirectory ? <PasswordTab /> : <PasswordElsewhere />,
        },
        ...(offered('listIdentityLinks') && !user.OauthClient && !user.ServiceUser
          ? [{ id: 'links', title: 'Linked People', content: <IdentityLinks id={id} name={user.Name} /> }]
          : []),
      ]}
    />
  )
}
