import { styled } from '@mui/material/styles'
import type { KeyboardEventHandler, ReactNode } from 'react'
import { Pager, type Page } from './Pager.tsx'
import { ariaSort, SortButton } from './SortButton.tsx'
import { SortSelect } from './SortSelect.tsx'
import { keepSelection, openRow } from './rowClicks.ts'
import { visuallyHidden } from './visuallyHidden.ts'

export type Column<Row> = {
  title: string
  cell: (row: Row) => ReactNode
  /** What the list can be sorted by here: the name of the column in the tenant's reply. */
  sort?: string
  /** Keeps its content on one line and takes no more room than that. */
  narrow?: boolean
  /** Holds a button: on narrow screens it stands beside the first cell, without its title. */
  action?: boolean
  /** Shows all of its content, however many lines that takes. */
  whole?: boolean
  /** Left out on narrow screens: what can be done without. */
  wideOnly?: boolean
  /** Left out unless somebody asks for it. */
  extra?: boolean
}

type Props<Row> = {
  /** What the rows are: "Users". */
  label: string
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
  /** The link of the row, in its first cell: the whole row leads there. Render it with className={rowLink}. */
  empty: ReactNode
  page?: Page
  sort?: Sort
  /** Rows close together. */
  dense?: boolean
  onKeyDown?: KeyboardEventHandler<HTMLElement>
}

type Sort = {
  /** The column, with "-" before it from the last to the first; empty for the order that the list opens in. */
  by: string
  onChange: (by: string) => void
}

/** The class of the link in the first cell. The link covers the whole row, so that a middle click works everywhere. */
export const rowLink = 'row-link'

/** A list. Rows are links; pages and their order come from the server. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  empty,
  page,
  sort,
  dense,
  onKeyDown,
}: Props<Row>) {
  if (rows.length === 0 && (page === undefined || page.number === 1)) return empty
  const sortable = columns.flatMap(({ title, sort: name }) => (name ? [{ title, name }] : []))
  return (
    <>
      {sort && sortable.length > 0 && <SortSelect options={sortable} {...sort} />}
      <Scroll role="region" aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
        <Table data-dense={dense || undefined}>
          <thead>
            <tr>
              {columns.map(({ title, narrow, wideOnly, sort: name }) => (
                <Head
                  key={title}
                  scope="col"
                  narrow={narrow ?? false}
                  wideOnly={wideOnly ?? false}
                  aria-sort={name && sort ? ariaSort(name, sort.by) : undefined}
                >
                  {name && sort ? (
                    <SortButton title={title} name={name} by={sort.by} onChange={sort.onChange} />
                  ) : (
                    title
                  )}
                </Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={keyOf(row)} onClickCapture={keepSelection} onClick={openRow} onAuxClick={openRow}>
                {columns.map(({ title, cell, narrow, wideOnly, action, whole }) => (
                  <Cell
                    key={title}
                    data-title={action ? undefined : title}
                    data-action={action}
                    narrow={narrow ?? false}
                    wideOnly={wideOnly ?? false}
                  >
                    {whole ? <div>{cell(row)}</div> : <Clamp>{cell(row)}</Clamp>}
                  </Cell>
                ))}
              </Line>
            ))}
          </tbody>
        </Table>
      </Scroll>
      {page && <Pager {...page} />}
    </>
  )
}

const Scroll = styled('div')(({ theme }) => ({
  overflowX: 'auto',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

const Table = styled('table')(({ theme }) => ({
  ...theme.typography.body2,
  width: '100%',
  borderCollapse: 'collapse',
  [theme.breakpoints.up('sm')]: {
    '&[data-dense] td': { padding: theme.spacing(0.5, 3) },
    '&[data-dense] th': { padding: theme.spacing(1, 3) },
  },
  [theme.breakpoints.down('sm')]: {
    '&, & tbody': { display: 'block' },
    '& thead': visuallyHidden,
  },
}))

type Width = { narrow: boolean; wideOnly: boolean }
const forward = { shouldForwardProp: (name: PropertyKey) => name !== 'narrow' && name !== 'wideOnly' }

const Head = styled(
  'th',
  forward,
)<Width>(({ theme, narrow, wideOnly }) => ({
  padding: theme.spacing(2, 4),
  textAlign: 'left',
  fontWeight: 500,
  whiteSpace: 'nowrap',
  color: theme.vars.palette.text.secondary,
  backgroundColor: theme.vars.palette.quiet,
  ...(narrow && { width: '1%' }),
  ...(wideOnly && { [theme.breakpoints.down('md')]: { display: 'none' } }),
}))

const Cell = styled(
  'td',
  forward,
)<Width>(({ theme, narrow, wideOnly }) => ({
  padding: theme.spacing(2.25, 4),
  borderTop: `1px solid ${theme.vars.palette.divider}`,
  overflowWrap: 'anywhere',
  minWidth: narrow ? 0 : '9rem',
  ...(narrow && { whiteSpace: 'nowrap', width: '1%' }),
  [theme.breakpoints.down('sm')]: {
    display: 'flex',
    width: 'auto',
    padding: theme.spacing(0.5, 0),
    border: 0,
    '&[data-title]:not(:first-of-type)::before': {
      content: 'attr(data-title)',
      flex: '0 0 7.5rem',
      color: theme.vars.palette.text.secondary,
    },
    '&[data-action]': { position: 'absolute', top: theme.spacing(1), right: theme.spacing(1), padding: 0 },
  },
  ...(wideOnly && { [theme.breakpoints.down('md')]: { display: 'none' } }),
}))

/** Two lines of whatever length a name has; the object's own page shows all of it. */
const Clamp = styled('div')({
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
  minWidth: 0,
})

const Line = styled('tr')(({ theme }) => ({
  position: 'relative',
  [theme.breakpoints.down('sm')]: {
    display: 'block',
    padding: theme.spacing(2.5, 3),
    '&:has(> [data-action])': { paddingRight: theme.spacing(12) },
    '& + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  },
  '&:has(.row-link)': { cursor: 'pointer' },
  // Above the link of the row, so that it can be selected (PB-17)
  '& td:not(:first-of-type) > div': { position: 'relative', zIndex: 1, width: 'fit-content', cursor: 'text' },
  '&:has(.row-link):hover': { backgroundColor: theme.vars.palette.quiet },
  '& .row-link': {
    color: theme.vars.palette.text.primary,
    fontWeight: 500,
    textDecoration: 'none',
    '&::after': { content: '""', position: 'absolute', inset: 0 },
    '&:focus-visible': { outline: 'none' },
    '&:focus-visible::after': { outline: `2px solid ${theme.vars.palette.primary.main}`, outlineOffset: -2 },
  },
  // Controls within a row stay above its link.
  '& button, & a:not(.row-link)': { position: 'relative', zIndex: 1 },
}))
