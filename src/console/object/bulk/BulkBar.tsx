import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import type { RowsQuery } from '#console/api/redrock.ts'
import { Button } from '#console/ui/Button.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { bulkActions, isBulkType, type BulkAction } from '#schema/bulk.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { allIds } from './allIds.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { actionWords } from './bulkWords.ts'
import type { Chosen } from './chosen.ts'
import { ValueDialog } from './ValueDialog.tsx'

type Props<Row> = {
  type: ObjectType
  chosen: Chosen
  /** The ids of the page. */
  page: readonly string[]
  reading: RowsQuery<Row>
  total: number
  /** Null ends choosing. */
  onChange: (chosen: Chosen) => void
}

/** How many are chosen, and what can be done to all of them. */
export function BulkBar<Row extends { ID: string }>({
  type,
  chosen: held,
  page,
  reading,
  total,
  onChange,
}: Props<Row>) {
  const chosen = held?.ids ?? new Set<string>()
  const choose = (ids: Iterable<string>) => onChange({ ids: new Set(ids), last: 0 })
  const [action, setAction] = useState<BulkAction | null>(null)
  const [value, setValue] = useState<string | null>(null)
  const [finding, setFinding] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const all = async () => {
    setFinding(true)
    setError(null)
    try {
      choose(await allIds(reading))
    } catch (thrown) {
      setError(thrown)
    }
    setFinding(false)
  }
  if (!held || !isBulkType(type)) return null
  const asks = action && actionWords[action].asks
  const close = () => {
    setAction(null)
    setValue(null)
  }
  const none = chosen.size === 0 && 'Choose at least one row first: its checkbox, or X on the row.'
  return (
    <>
      <Bar role="group" aria-label="Selection">
        <strong role="status">{chosen.size.toLocaleString()} selected</strong>
        {page.some((id) => !chosen.has(id)) && (
          <Button look="plain" onClick={() => choose([...chosen, ...page])}>
            Select this page
          </Button>
        )}
        {total > page.length && chosen.size < total && (
          <Button look="plain" busy={finding} onClick={() => void all()}>
            Select all {total.toLocaleString()}
          </Button>
        )}
        <Actions>
          {(bulkActions[type] as readonly BulkAction[]).map((each) => (
            <Button key={each} disabledReason={none} onClick={() => setAction(each)}>
              {actionWords[each].label}
            </Button>
          ))}
          <Button look="plain" onClick={() => onChange(null)}>
            Done
          </Button>
        </Actions>
      </Bar>
      {error !== null && <ProblemBanner {...problemInWords(error)} focused onRetry={() => void all()} />}
      {asks && value === null && (
        <ValueDialog
          asks={asks}
          title={`${actionWords[action].verb} ${chosen.size.toLocaleString()} ${nouns[type].many}`}
          onGiven={setValue}
          onClose={close}
        />
      )}
      {action && (!asks || value !== null) && (
        <BulkDialog
          value={value}
          type={type}
          action={action}
          ids={[...chosen]}
          onDone={() => choose([])}
          onClose={close}
        />
      )}
    </>
  )
}

const Bar = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  position: 'sticky',
  top: 0,
  zIndex: 3,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1, 2),
  minHeight: 46,
  marginBottom: theme.spacing(2),
  padding: theme.spacing(1, 3),
  border: `1px solid ${theme.vars.palette.primary.main}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.tint,
}))

const Actions = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(1.5),
  marginLeft: 'auto',
}))
