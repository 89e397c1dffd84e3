import { styled } from '@mui/material/styles'
import { X } from 'lucide-react'
import { memo, useId, type ComponentType } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { capital } from '#schema/capital.ts'
import type { Column, Rows } from '#schema/kinds/rows.ts'
import { faultAt, type Fault } from '../fault.ts'
import { columnControls } from './columnControls.ts'
import type { ControlProps } from './control.ts'
import { hasOneInput } from './oneInput.ts'
import { sameRow } from './sameRow.ts'

type Props = {
  setting: Rows
  index: number
  row: Rows['default'][number]
  onChange: (index: number, row: Rows['default'][number]) => void
  onRemove: (index: number) => void
  onBlur: () => void
  fault: Fault | undefined
}

/** A text of at most so many characters needs no more than a narrow column. */
const narrow = 20

export const RowFields = memo(function RowFields({
  setting,
  index,
  row,
  onChange,
  onRemove,
  onBlur,
  fault,
}: Props) {
  const id = useId()
  const { columns, nameOf, itemLabel } = setting
  const name = String(row[nameOf])
  return (
    <Card
      role="group"
      aria-describedby={`${id}-fault`}
      aria-label={name === '' ? `New ${itemLabel}` : `${capital(itemLabel)} ${name}`}
    >
      {Object.entries(columns).map(([key, column]) => (
        <Cell key={key} width={widthOf(column)}>
          <Label
            as={hasOneInput(column) ? 'label' : 'span'}
            id={`${id}-${key}-label`}
            {...(hasOneInput(column) && { htmlFor: `${id}-${key}` })}
          >
            {column.label}
          </Label>
          <ColumnControl
            setting={column}
            value={row[key] as never}
            onChange={(value) => onChange(index, { ...row, [key]: value })}
            onBlur={onBlur}
            id={`${id}-${key}`}
            labelId={`${id}-${key}-label`}
            describedBy={`${id}-${key}-fault`}
            fault={fault?.[key] as Fault | undefined}
            disabled={false}
          />
          <FaultText id={`${id}-${key}-fault`}>{faultAt(fault, key)}</FaultText>
        </Cell>
      ))}
      <Remove>
        <IconButton
          icon={X}
          label={`Remove ${name === '' ? 'new ' : ''}${itemLabel} ${name}`.trim()}
          data-remove
          onClick={() => onRemove(index)}
        />
      </Remove>
      <RowFault>
        <FaultText id={`${id}-fault`}>{faultAt(fault)}</FaultText>
      </RowFault>
    </Card>
  )
}, sameRow)

function ColumnControl(props: ControlProps<Column>) {
  // The map pairs each kind with its own control; TypeScript does not follow the index.
  const Control = columnControls[props.setting.kind] as ComponentType<ControlProps<Column>>
  return <Control {...props} />
}

function widthOf(column: Column): Width {
  if (column.kind !== 'text' || column.multiline) return 'whole'
  return column.maxLength <= narrow ? 'narrow' : 'rest'
}

const Card = styled('div')(({ theme }) => ({
  position: 'relative',
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(2),
  padding: theme.spacing(2, 3, 3),
  paddingRight: theme.spacing(13),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

type Width = keyof typeof widths
const widths = { narrow: '0 1 7rem', rest: '1 1 10rem', whole: '1 0 100%' }

const Cell = styled('div', { shouldForwardProp: (prop) => prop !== 'width' })<{ width: Width }>(
  ({ width }) => ({ flex: widths[width], minWidth: 0 }),
)

const Label = styled('span')<{ htmlFor?: string }>(({ theme }) => ({
  ...theme.typography.subtitle2,
  display: 'block',
  marginBottom: theme.spacing(1),
}))

const RowFault = styled('div')({ flex: widths.whole, '&:empty': { display: 'none' } })

const Remove = styled('div')(({ theme }) => ({
  position: 'absolute',
  top: theme.spacing(7.5),
  right: theme.spacing(3),
}))
