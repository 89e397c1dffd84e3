import { styled, type CSSObject, type Theme } from '@mui/material/styles'
import { checkbox } from '../controls/Checkbox.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'

/** Below this width of the field each principal is a card with its rights by name. */
const asCards = '@container (max-width: 519px)'

const columns = 'minmax(0, 1fr) 40px 38px 50px 54px 48px 36px 80px'

/** Cells in columns, and what is to be said of a row below them over its whole width. */
const inColumns = (theme: Theme): CSSObject => ({
  display: 'grid',
  gridTemplateColumns: columns,
  alignItems: 'center',
  padding: theme.spacing(0, 3),
})

export const Frame = styled('div')({ containerType: 'inline-size' })

export const About = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1.5, 0),
  color: theme.vars.palette.text.secondary,
}))

export const Table = styled('table')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'block',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  '&[hidden]': { display: 'none' },
  '&[data-editable]': { marginBottom: theme.spacing(2) },
  '&[data-editable] tr': { gridTemplateColumns: `${columns} 32px` },
}))

export const Head = styled('thead')(({ theme }) => ({
  display: 'block',
  position: 'sticky',
  // Below the bar on top of the page
  top: 49,
  zIndex: 1,
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: `${theme.shape.borderRadius}px ${theme.shape.borderRadius}px 0 0`,
  backgroundColor: theme.vars.palette.quiet,
  color: theme.vars.palette.text.secondary,
  [asCards]: { ...visuallyHidden, position: 'absolute' },
}))

export const HeadLine = styled('tr')(({ theme }) => ({ ...inColumns(theme), alignItems: 'end' }))

export const HeadCell = styled('th')(({ theme }) => ({
  ...theme.typography.caption,
  padding: theme.spacing(1.5, 0),
  fontWeight: 500,
  lineHeight: 1.25,
  textAlign: 'center',
  overflowWrap: 'anywhere',
  '&:first-of-type': { textAlign: 'left' },
  '& small': { display: 'block', fontSize: 'inherit', fontWeight: 400 },
}))

export const Body = styled('tbody')({ display: 'block', overflowAnchor: 'none' })

export const Line = styled('tr')(({ theme }) => ({
  ...inColumns(theme),
  minHeight: 40,
  '& + &, [role=presentation] + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  // What has the focus is neither below the head nor below the bar that saves
  '& a, & input, & button': { scrollMargin: '110px 0 80px' },
  '&:hover': { backgroundColor: theme.vars.palette.quiet },
  [asCards]: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(4),
    padding: theme.spacing(1.5, 3),
  },
}))

export const Name = styled('th')(({ theme }) => ({
  display: 'flex',
  alignItems: 'flex-start',
  gap: theme.spacing(2),
  minWidth: 0,
  textAlign: 'left',
  fontWeight: 500,
  padding: theme.spacing(1.5, 2, 1.5, 0),
  '& > span': { minWidth: 0, overflowWrap: 'anywhere' },
  '& svg': { marginTop: theme.spacing(0.5), color: theme.vars.palette.text.secondary },
  [asCards]: { flex: '1 1 calc(100% - 60px)' },
}))

export const Kind = styled('span')(({ theme }) => ({
  color: theme.vars.palette.text.secondary,
  fontWeight: 400,
  whiteSpace: 'nowrap',
}))

export const Right = styled('td')(({ theme }) => ({
  ...checkbox(theme),
  padding: 0,
  position: 'relative',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'center',
  minHeight: 34,
  [asCards]: {
    order: 2,
    flexDirection: 'row-reverse',
    gap: theme.spacing(1.5),
    '&::before': { content: 'attr(data-right)' },
    // What nobody can give stands only where it is held
    '[role=table] &:not([data-how])': { display: 'none' },
  },
}))

/** Beside what can be ticked, in its place where nothing can. */
export const Mark = styled('span')(({ theme }) => ({
  display: 'inline-flex',
  color: theme.vars.palette.primary.main,
  'input + &': { position: 'absolute', left: 'calc(50% + 9px)' },
  [asCards]: { 'input + &': { position: 'static' } },
}))

export const Notes = styled('td')(({ theme }) => ({
  gridColumn: '1 / -1',
  minWidth: 0,
  color: theme.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
  padding: theme.spacing(0, 0, 1.5, 6),
  '& p': { margin: 0 },
  [asCards]: { order: 3, flexBasis: '100%', paddingLeft: 0 },
}))

/** In a card beside the name. */
export const Removal = styled('td')({ padding: 0, [asCards]: { order: 1 } })

export const Gap = styled('tr')({ display: 'block' })
