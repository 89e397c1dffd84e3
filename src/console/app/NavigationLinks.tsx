import { styled } from '@mui/material/styles'
import { createLink, useRouter } from '@tanstack/react-router'
import { House, KeyRound, Settings, Trash2 } from 'lucide-react'
import { holdsAny, type Me } from '#console/api/me.ts'
import { nounsOffered, type Offered } from '#console/api/offered.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Icon, type Glyph } from '#console/ui/Icon.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'

type Entry = {
  to:
    | '/'
    | (typeof nouns)[ObjectType]['path']
    | '/routing-rules'
    | '/settings'
    | '/settings/keys'
    | '/settings/deleted'
    | '/events'
    | '/scopes'
  label: string
  icon?: Glyph
}

/** Its icon stands with its route. */
const listOf = (type: ObjectType): Entry => ({ to: nouns[type].path, label: nouns[type].title })

/** The portal's order (contract.md 12.3): what a person looks for here is where the vendor's guides say it is. */
const groupsFor = ({ me, offered }: { me: Me; offered: Offered }): { title?: string; entries: Entry[] }[] => [
  { entries: [{ to: '/', label: 'Home', icon: House }, listOf('application')] },
  {
    title: 'Core Services',
    entries: nounsOffered(offered)
      .filter((type) => type !== 'application' && type !== 'identityProvider' && type !== 'device')
      .map(listOf),
  },
  {
    title: 'Settings',
    entries: [
      ...(offered('getRoutingRules')
        ? [listOf('identityProvider'), { to: '/routing-rules', label: 'Routing Rules' } as const]
        : []),
      ...(offered('getDevice') ? [listOf('device')] : []),
      ...(offered('keysList') ? [{ to: '/settings/keys', label: 'Keys', icon: KeyRound } as const] : []),
      { to: '/settings', label: 'Tenant', icon: Settings },
      ...(offered('historyDeleted')
        ? [{ to: '/settings/deleted', label: 'Deleted', icon: Trash2 } as const]
        : []),
      ...(readsEvents({ me, offered }) ? [{ to: '/events', label: 'Audit Log' } as const] : []),
      ...(offered('scopesList') && holdsAny(me, 'monitor')
        ? [{ to: '/scopes', label: 'Scopes' } as const]
        : []),
    ],
  },
]

export function NavigationLinks({
  collapsed = false,
  onNavigate,
}: {
  collapsed?: boolean
  onNavigate?: () => void
}) {
  const { routesByPath } = useRouter()
  const context = signedInRoute.useRouteContext()
  return groupsFor(context).map(({ title, entries }, index) => (
    <Group key={index} aria-label={title}>
      {title && <GroupTitle style={collapsed ? visuallyHidden : undefined}>{title}</GroupTitle>}
      {entries.map(({ to, label, icon = routesByPath[to].options.staticData?.icon }) => (
        <li key={to}>
          <NavigationLink
            to={to}
            activeOptions={{ exact: to === '/' || to === '/settings', includeSearch: false }}
            title={collapsed ? label : undefined}
            onClick={onNavigate}
          >
            {icon && <Icon of={icon} size={18} />}
            <span style={collapsed ? visuallyHidden : undefined}>{label}</span>
          </NavigationLink>
        </li>
      ))}
    </Group>
  ))
}

const Group = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: theme.spacing(2, 2),
  '& + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
}))

const GroupTitle = styled('li')(({ theme }) => ({
  ...theme.typography.caption,
  fontWeight: 500,
  color: theme.vars.palette.text.secondary,
  padding: theme.spacing(1, 2.5),
}))

const NavigationLink = createLink(
  styled('a')(({ theme }) => ({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2.5),
    minHeight: 36,
    padding: theme.spacing(0, 2.5),
    margin: theme.spacing(0.5, 0),
    borderRadius: theme.shape.borderRadius,
    color: theme.vars.palette.text.secondary,
    fontWeight: 500,
    textDecoration: 'none',
    '&:hover': { backgroundColor: theme.vars.palette.quiet, color: theme.vars.palette.text.primary },
    '&[data-status="active"]': {
      backgroundColor: theme.vars.palette.tint,
      color: theme.vars.palette.primary.main,
    },
  })),
)
