import { styled } from '@mui/material/styles'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import type { BulkType } from '#schema/bulk.ts'
import { nouns } from '#schema/nouns.ts'
import type { BulkResult } from './inParts.ts'

/** The rest is counted: nobody reads more. */
const mostShown = 200

const order: BulkResult['outcome'][] = ['refused', 'gone', 'done', 'same']
const weight = ({ outcome, follows }: BulkResult) => order.indexOf(outcome) * 2 + (follows.length > 0 ? 0 : 1)

/** What is refused first, then what something depends on. */
export function BulkResults({ results, type }: { results: readonly BulkResult[]; type: BulkType }) {
  if (results.length === 0) return null
  const shown = results.toSorted((a, b) => weight(a) - weight(b)).slice(0, mostShown)
  const left = results.length - shown.length
  return (
    <List tabIndex={0} role="group" aria-label={`Each ${nouns[type].one}`}>
      <ul>
        {shown.map(({ id, name, outcome, message, follows }) => (
          <li key={id}>
            <strong>
              <bdi>{name || id}</bdi>
            </strong>{' '}
            {outcome === 'refused' && <StatusChip tone="bad">Refused</StatusChip>}
            {outcome === 'gone' && <StatusChip tone="neutral">No longer there</StatusChip>}
            {outcome === 'same' && <StatusChip tone="neutral">Already so</StatusChip>}
            <Detail>{message || follows.join(', ')}</Detail>
          </li>
        ))}
      </ul>
      {left > 0 && <p>and {left.toLocaleString()} more, on which nothing more depends.</p>}
    </List>
  )
}

const List = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  maxHeight: '40vh',
  overflowY: 'auto',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  '& ul': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': { padding: theme.spacing(1.5, 3), overflowWrap: 'anywhere' },
  '& li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  '& p': { margin: theme.spacing(2, 3) },
}))

const Detail = styled('div')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))
