import { linkOptions } from '@tanstack/react-router'
import { holdsAny, type Me } from '#console/api/me.ts'
import type { Place } from './useFound.ts'

/** The pages that can be gone to by name. */
export const pagesFor = (me: Me): Place[] =>
  [
    page('Home', linkOptions({ to: '/' })),
    page('Apps', linkOptions({ to: '/apps' })),
    holdsAny(me, 'appman') && page('Add Web Apps', linkOptions({ to: '/apps/add' })),
    page('Users', linkOptions({ to: '/users' })),
    holdsAny(me, 'dsman') && page('Add user', linkOptions({ to: '/users/new' })),
    page('Roles', linkOptions({ to: '/roles' })),
    holdsAny(me, 'roleman') && page('Add role', linkOptions({ to: '/roles/new' })),
    page('Groups', linkOptions({ to: '/groups' })),
    holdsAny(me, 'dsman') && page('Add group', linkOptions({ to: '/groups/new' })),
    page('Settings: Tenant', linkOptions({ to: '/settings' })),
    holdsAny(me, 'monitor') && page('Settings: Keys', linkOptions({ to: '/settings/keys' })),
  ].filter((each) => each !== false)

const page = (label: string, link: Place['link']): Place => ({
  kind: 'Page',
  key: label,
  label,
  detail: '',
  link,
})
