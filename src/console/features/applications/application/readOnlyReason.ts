import type { Me } from '#console/api/me.ts'
import type { SavedApplication } from './savedApplication.ts'

/** Why nothing can be changed here. The right Manage on this very application is enough too (contract.md 6.2). */
export function readOnlyReason(
  { builtIn, values }: SavedApplication,
  me: Me,
  lack: string | undefined,
): string | undefined {
  if (builtIn) return 'This application belongs to the tenant itself and cannot be changed.'
  const manages = values.userAccess.grants.some(
    ({ type, id, rights }) => type === 'User' && id === me.UserId && rights.includes('Manage'),
  )
  return manages ? undefined : lack
}
