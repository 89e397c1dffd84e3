import { loadObject, type Loading } from '#console/object/objectRoutes.ts'
import { secretsQuery } from '#console/object/secrets/secretsQuery.ts'
import { userQuery } from './userQueries.ts'

/** Reads a user, and on the tab of its password the secrets of a client. */
export async function loadUser(loading: Loading): Promise<void> {
  await loadObject('user', userQuery)(loading)
  const {
    context: { queryClient, offered },
    params: { id, tab },
  } = loading
  if (tab !== 'password' || !offered('secretsList')) return
  const user = await queryClient.ensureQueryData(userQuery(id))
  // prefetchQuery does not throw: the list of secrets shows its own problem
  if (user?.OauthClient) await queryClient.prefetchQuery(secretsQuery({ type: 'user', id }))
}
