import { styled } from '@mui/material/styles'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import type { Category } from '#schema/category.ts'
import { inWords, type Change } from '#schema/change.ts'

/** "Token lifetime: 5 hours → 1 hour", one line a change. */
export function ChangesInWords({
  categories,
  changes,
}: {
  categories: readonly Category[]
  changes: readonly Change[]
}) {
  const words = changes.flatMap((change) => inWords(categories, change))
  return (
    <List>
      {words.map(({ label, before, after }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two settings may have one label; the list is never reordered
        <li key={index}>
          <Label>{label}:</Label> <Before>{before}</Before>
          <span aria-hidden> → </span>
          <span style={visuallyHidden}> changed to </span>
          <span>
            <bdi>{after}</bdi>
          </span>
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
  '& > li': { padding: theme.spacing(1, 0) },
  '& > li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
}))

const Label = styled('span')({ fontWeight: 500 })

const Before = styled('bdi')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))
