import type { Tenant } from '../../tenant.ts'
import { named, refusal } from '../tree.ts'
import type { View } from '../view.ts'
import { applicationView } from './applicationView.ts'
import { deviceView } from './deviceView.ts'
import { eventView } from './eventView.ts'
import { groupView } from './groupView.ts'
import { identityProviderView } from './identityProviderView.ts'
import { roleView } from './roleView.ts'
import { tenantView } from './tenantView.ts'
import { cloudUserView, directoryUserView, userView } from './userView.ts'

/** The table of that name in any case; throws a Problem naming those that there are. */
export function viewNamed(
  { id, database, clock }: Pick<Tenant, 'id' | 'database' | 'clock'>,
  name: string,
): View {
  const views = [
    applicationView(database.kind, clock()),
    groupView(),
    directoryUserView(database.kind),
    cloudUserView(database.kind),
    eventView(id, database.kind),
    identityProviderView(),
    roleView(),
    deviceView(),
    tenantView(),
    userView(database.kind, clock()),
  ]
  const view = views.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (view) return view
  throw refusal(
    `There is no table ${named(name)}. Redrock knows ${views.map((each) => each.name).join(', ')}.`,
  )
}
