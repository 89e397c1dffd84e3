import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChevronDown, CircleUserRound, Menu } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { capabilitiesQuery } from '#console/api/offered.ts'
import { sessionQuery, type SignedInPerson } from '#console/api/session.ts'
import { Icon } from '#console/ui/Icon.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import { layout } from './theme.ts'

const PersonMenu = lazy(() => import('./PersonMenu.tsx').then((m) => ({ default: m.PersonMenu })))

export function TopBar({
  person,
  onOpenNavigation,
  children,
}: {
  person: SignedInPerson
  onOpenNavigation: (() => void) | undefined
  children: ReactNode
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <Bar>
      {onOpenNavigation && (
        <NarrowOnly>
          <IconButton icon={Menu} size={18} label="Open the navigation" onClick={onOpenNavigation} />
        </NarrowOnly>
      )}
      <TenantName />
      {children}
      <ThemeSwitch />
      <PersonButton
        type="button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon of={CircleUserRound} size={18} />
        <PersonName>{person.displayName || person.name}</PersonName>
        <Icon of={ChevronDown} size={14} />
      </PersonButton>
      <Suspense>
        {anchor && <PersonMenu person={person} anchor={anchor} onClose={() => setAnchor(null)} />}
      </Suspense>
    </Bar>
  )
}

/** Which tenant is administered: the first thing to be sure of before changing anything. */
function TenantName() {
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const capabilities = useSuspenseQuery(capabilitiesQuery).data
  return (
    <Tenant>
      <TenantTitle title={tenant.url}>{capabilities?.tenant.name ?? tenant.host}</TenantTitle>
      <TenantKind>
        {tenant.kind === 'embedded' ? 'Embedded tenant' : `Remote tenant at ${tenant.host}`}
      </TenantKind>
    </Tenant>
  )
}

const Bar = styled('header')(({ theme }) => ({
  position: 'sticky',
  top: 0,
  zIndex: theme.zIndex.appBar,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(2),
  height: layout.topBar,
  padding: theme.spacing(0, 4, 0, 8),
  backgroundColor: theme.vars.palette.background.paper,
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
  [theme.breakpoints.down('md')]: { padding: theme.spacing(0, 2) },
}))

const NarrowOnly = styled('div')(({ theme }) => ({ [theme.breakpoints.up('md')]: { display: 'none' } }))

const Tenant = styled('div')(({ theme }) => ({
  flex: 1,
  minWidth: 0,
  display: 'flex',
  alignItems: 'baseline',
  gap: theme.spacing(2),
  whiteSpace: 'nowrap',
  [theme.breakpoints.down('sm')]: { flexDirection: 'column', gap: 0, alignItems: 'stretch', lineHeight: 1.3 },
}))

const TenantTitle = styled('span')({ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis' })

const TenantKind = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
}))

const PersonButton = styled('button')(({ theme }) => ({
  ...theme.typography.body1,
  display: 'inline-flex',
  alignItems: 'center',
  border: 0,
  backgroundColor: 'transparent',
  color: 'inherit',
  cursor: 'pointer',
  gap: theme.spacing(1.5),
  minHeight: 34,
  padding: theme.spacing(0, 2),
  borderRadius: theme.shape.borderRadius,
  '&:hover': { backgroundColor: theme.vars.palette.quiet },
}))

const PersonName = styled('span')(({ theme }) => ({
  maxWidth: 200,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  [theme.breakpoints.down('sm')]: visuallyHidden,
}))
