import { styled } from '@mui/material/styles'
import { createLink, useLocation, type LinkProps } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { visuallyHidden } from './visuallyHidden.ts'

export type TabMark = 'fault' | 'changed'

export type RouteTab = Pick<LinkProps, 'to' | 'params' | 'search'> & {
  label: string
  mark?: TabMark | undefined
  /** On hover: what others call it. */
  title?: string | undefined
}

/** The parts of an object, each at its own address. A tab with a fault or a change wears a dot. */
export function RouteTabs({ label, tabs }: { label: string; tabs: RouteTab[] }) {
  const bar = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // On narrow screens the bar scrolls; the present tab is brought into it, also when a screen is turned.
  useEffect(() => {
    const { current } = bar
    if (!current) return
    const resized = new ResizeObserver(() => {
      const present = [...current.querySelectorAll('a')].find((tab) => tab.pathname === pathname)
      if (present) current.scrollLeft = present.offsetLeft - current.offsetLeft - edge
    })
    // Observes at once, too
    resized.observe(current)
    return () => resized.disconnect()
  }, [pathname])
  return (
    <Bar ref={bar} aria-label={label}>
      {tabs.map(({ label, mark, title, ...link }) => (
        <Tab
          key={label}
          title={title}
          {...link}
          activeOptions={{ exact: true, includeSearch: false }}
          resetScroll={false}
        >
          {label}
          {mark && (
            <>
              <Dot mark={mark} aria-hidden />
              <span style={visuallyHidden}>{mark === 'fault' ? ', needs attention' : ', changed'}</span>
            </>
          )}
        </Tab>
      ))}
    </Bar>
  )
}

const edge = 48

const Bar = styled('nav')(({ theme }) => ({
  display: 'flex',
  gap: theme.spacing(1),
  overflowX: 'auto',
  scrollbarWidth: 'thin',
  marginBottom: theme.spacing(6),
  // A line inside, which the line of the open tab lies on: a border that tabs hang over makes the bar scroll up and down.
  boxShadow: `inset 0 -1px ${theme.vars.palette.divider}`,
  // Room for the focus ring, which overflow would cut.
  padding: theme.spacing(1, 1, 0),
}))

const Tab = createLink(
  styled('a')(({ theme }) => ({
    ...theme.typography.body1,
    // Text for screen readers alone stays inside the bar, which scrolls. Otherwise the page would scroll.
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    flexShrink: 0,
    minHeight: 36,
    padding: theme.spacing(0, 2.5),
    borderBottom: '2px solid transparent',
    borderRadius: `${theme.shape.borderRadius}px ${theme.shape.borderRadius}px 0 0`,
    color: theme.vars.palette.text.secondary,
    fontWeight: 500,
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.vars.palette.text.primary },
    '&[data-status="active"]': {
      color: theme.vars.palette.text.primary,
      borderBottomColor: theme.vars.palette.primary.main,
    },
  })),
)

const Dot = styled('span', { shouldForwardProp: (name) => name !== 'mark' })<{ mark: TabMark }>(
  ({ theme, mark }) => ({
    width: 7,
    height: 7,
    borderRadius: '50%',
    backgroundColor: mark === 'fault' ? theme.vars.palette.error.main : theme.vars.palette.primary.main,
  }),
)
