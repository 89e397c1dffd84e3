import { usePrincipalOf } from '#console/form/PrincipalPicker.tsx'
import type { ClientSetup } from '#schema/clientSetup.ts'
import { loginNameOf } from './asMade.ts'

/** The names of the client and its role, which exist or are to be made. Empty while nothing is chosen. */
export function useNamesIn({ confidentialClient: client }: ClientSetup): { user: string; role: string } {
  const { user, existingUser, role, existingRole } = client
  const foundUser = usePrincipalOf('User', existingUser, user === 'existing' && existingUser !== '')
  const foundRole = usePrincipalOf('Role', existingRole, role === 'existing' && existingRole !== '')
  return {
    user: user === 'new' ? loginNameOf(client) : (foundUser?.name ?? ''),
    role: role === 'new' ? client.roleName : (foundRole?.name ?? ''),
  }
}
