import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { SavedApplication } from './savedApplication.ts'

/** Why nothing can be changed here. The right Manage on this very application is enough too (contract.md 6.2). */
export function useReadOnlyReason({ builtIn, values }: SavedApplication): string | undefined {
  const { me } = signedInRoute.useRouteContext()
  if (builtIn) return 'This application belongs to the tenant itself and cannot be changed.'
  const manages = values.userAccess.grants.some(
    ({ type, id, rights }) => type === 'User' && id === me.UserId && rights.includes('Manage'),
  )
  const lack = lackOf(me, 'appman')
  return manages || lack === undefined
    ? undefined
    : `You may look at this application, not change it. ${lack}`
}
