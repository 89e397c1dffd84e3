import { styled } from '@mui/material/styles'
import { ChevronDown, ChevronRight, X } from 'lucide-react'
import { memo, use, useId } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import type { ScopeRow } from '#schema/scopeRow.ts'
import { faultAt, type Fault } from '../fault.ts'
import { EntryList } from './EntryList.tsx'
import { RowInput } from './RowInput.tsx'
import { sameRow } from './sameRow.ts'
import { ScopeOpens } from './scopeOpens.ts'

type Props = {
  index: number
  /** Stays with the row, wherever it stands. */
  rowId: number
  row: ScopeRow
  /** Whether scopes open APIs of the tenant. */
  withPatterns: boolean
  open: boolean
  onOpen: (rowId: number, open: boolean) => void
  onChange: (index: number, row: ScopeRow) => void
  onRemove: (index: number) => void
  onBlur: () => void
  fault: Fault | undefined
  faultOfRow: string | undefined
}

export const ScopeRowFields = memo(function ScopeRowFields({
  index,
  rowId,
  row,
  withPatterns,
  open,
  onOpen,
  onChange,
  onRemove,
  onBlur,
  fault,
  faultOfRow,
}: Props) {
  const id = useId()
  const opens = use(ScopeOpens)
  const change = (part: Partial<ScopeRow>) => onChange(index, { ...row, ...part })
  const patterns = row.patterns.filter((pattern) => pattern.trim() !== '')
  return (
    <Card
      role="group"
      aria-describedby={`${id}-row-fault`}
      aria-label={row.name === '' ? 'New scope' : `Scope ${row.name}`}
    >
      <Head>
        <Fold
          type="button"
          aria-expanded={open}
          aria-controls={`${id}-fields`}
          onClick={() => onOpen(rowId, !open)}
        >
          <Icon of={open ? ChevronDown : ChevronRight} />
          <code>{row.name || 'New scope'}</code>
          {!open && (
            <Patterns>{withPatterns ? patterns.join(', ') || 'opens nothing' : row.description}</Patterns>
          )}
        </Fold>
        <IconButton
          icon={X}
          label={row.name === '' ? 'Remove new scope' : `Remove scope ${row.name}`}
          data-remove
          onClick={() => onRemove(index)}
        />
      </Head>
      <FaultText id={`${id}-row-fault`}>{faultOfRow}</FaultText>
      {open && (
        <Fields id={`${id}-fields`}>
          <label htmlFor={`${id}-name`}>Name</label>
          <RowInput
            id={`${id}-name`}
            type="text"
            value={row.name}
            aria-invalid={faultAt(fault, 'name') !== undefined}
            aria-describedby={`${id}-fault`}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            onChange={(event) => change({ name: event.target.value })}
            onBlur={onBlur}
          />
          <FaultText id={`${id}-fault`}>{faultAt(fault, 'name')}</FaultText>
          <label htmlFor={`${id}-description`}>Description</label>
          <RowInput
            id={`${id}-description`}
            type="text"
            dir="auto"
            value={row.description}
            aria-invalid={faultAt(fault, 'description') !== undefined}
            aria-describedby={`${id}-description-fault`}
            onChange={(event) => change({ description: event.target.value })}
            onBlur={onBlur}
          />
          <FaultText id={`${id}-description-fault`}>{faultAt(fault, 'description')}</FaultText>
          {withPatterns && (
            <div role="group" aria-labelledby={`${id}-patterns`} aria-describedby={`${id}-patterns-fault`}>
              <span id={`${id}-patterns`}>Allowed REST APIs</span>
              <EntryList
                entries={row.patterns}
                itemLabel="pattern"
                placeholder="Redrock/query"
                onChange={(patterns) => change({ patterns })}
                onBlur={onBlur}
                fault={fault?.['patterns'] as Fault | undefined}
              />
              <FaultText id={`${id}-patterns-fault`}>{faultAt(fault, 'patterns')}</FaultText>
            </div>
          )}
          {withPatterns && opens?.(row)}
        </Fields>
      )}
    </Card>
  )
}, sameRow)

const Card = styled('div')(({ theme }) => ({
  padding: theme.spacing(1, 2),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

const Head = styled('div')(({ theme }) => ({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }))

const Fold = styled('button')(({ theme }) => ({
  ...theme.typography.body1,
  flex: 1,
  minWidth: 0,
  minHeight: 32,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1.5),
  padding: theme.spacing(0, 1),
  border: 0,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: 'transparent',
  color: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  // A name is whole before anything is said beside it, and breaks only where it fills the line.
  '& code': { flexShrink: 0, maxWidth: '100%', fontWeight: 500, overflowWrap: 'anywhere' },
}))

const Patterns = styled('span')(({ theme }) => ({
  minWidth: 0,
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
}))

const Fields = styled('div')(({ theme }) => ({
  padding: theme.spacing(0, 1, 2),
  '& label, & [role="group"] > span': {
    ...theme.typography.subtitle2,
    display: 'block',
    margin: theme.spacing(3, 0, 1),
  },
}))
