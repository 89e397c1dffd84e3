import { linkOptions } from '@tanstack/react-router'
import { holdsAny, type Me } from '#console/api/me.ts'
import { nounsOffered, type Offered } from '#console/api/offered.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { rowReaders } from '#schema/right.ts'
import type { Place } from './place.ts'

/** The pages that can be gone to by name. */
export const pagesFor = (me: Me, offered: Offered): Place[] =>
  [
    page('Home', linkOptions({ to: '/' })),
    ...nounsOffered(offered).flatMap((type) => [
      page(nouns[type].title, linkOptions({ to: nouns[type].path }), otherNames[type]),
      addingFor(me, type),
    ]),
    page('Settings: Tenant', linkOptions({ to: '/settings' })),
    offered('getRoutingRules') &&
      holdsAny(me, ...nouns.identityProvider.readers) &&
      page('Routing Rules', linkOptions({ to: '/routing-rules' })),
    offered('historyDeleted') && page('Settings: Deleted', linkOptions({ to: '/settings/deleted' })),
    offered('keysList') &&
      holdsAny(me, 'monitor') &&
      page('Settings: Keys', linkOptions({ to: '/settings/keys' }), 'Signing keys'),
    readsEvents({ me, offered }) && page('Audit Log', linkOptions({ to: '/events' })),
    ...(offered('scopesList') && holdsAny(me, 'monitor')
      ? [
          page('Scopes', linkOptions({ to: '/scopes' })),
          page('Scopes: Who reaches what', linkOptions({ to: '/scopes', search: { view: 'reach' } })),
          page('Scopes: Pattern explorer', linkOptions({ to: '/scopes', search: { view: 'patterns' } })),
        ]
      : []),
    offered('failuresList') &&
      readsEvents({ me, offered }) &&
      page('Failures', linkOptions({ to: '/events', search: { view: 'failures' } })),
    offered('findPasted') &&
      holdsAny(me, ...rowReaders) &&
      page('Find what this is', linkOptions({ to: '/events', search: { view: 'find' } })),
  ].filter((each) => each !== false && each !== undefined)

/** Where one is added. An application is added from the catalogue. */
export function addingFor(me: Me, type: ObjectType): Place | undefined {
  if (!holdsAny(me, ...nouns[type].writers)) return undefined
  return type === 'application'
    ? page('Add Web Apps', linkOptions({ to: '/apps/add' }))
    : page(
        `Add ${nouns[type].one}`,
        linkOptions({ to: `${nouns[type].path}/new` as const }),
        type === 'user' ? 'Create Directory User' : undefined,
      )
}

/** What the vendor's guides and other products call a list, where that is something else. */
const otherNames: Partial<Record<ObjectType, string>> = {
  application: 'Applications, Web Apps, or Apps & Widgets',
  identityProvider: 'Partner Management, or Federation',
}

const page = (label: string, link: Place['link'], also?: string): Place => ({
  kind: 'Page',
  key: label,
  label,
  detail: also === undefined ? '' : `also called ${also}`,
  link,
})
