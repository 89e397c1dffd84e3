import { styled } from '@mui/material/styles'
import type { Category } from '#schema/category.ts'
import type { Change } from '#schema/kinds/kind.ts'
import { changeWords } from './changeWords.tsx'

/** "Token lifetime: 5 hours → 1 hour", one line a change. */
export function ChangesInWords({
  categories,
  changes,
}: {
  categories: readonly Category[]
  changes: readonly Change[]
}) {
  const words = changeWords(categories, changes)
  return (
    <List>
      {words.map(({ label, before, after }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two settings may have one label; the list is never reordered
        <li key={index}>
          <Label>{label}:</Label> <Before>{before}</Before>
          {' → '}
          <bdi>{after}</bdi>
        </li>
      ))}
    </List>
  )
}

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  overflowWrap: 'anywhere',
  // Programs are told by their lines
  whiteSpace: 'pre-wrap',
  '& > li': { padding: theme.spacing(1, 0) },
  '& > li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
}))

const Label = styled('span')({ fontWeight: 500 })

const Before = styled('bdi')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))
