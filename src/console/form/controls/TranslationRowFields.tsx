import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { X } from 'lucide-react'
import { useId } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import type { Translation } from '#schema/translation.ts'
import { faultAt, type Fault } from '../fault.ts'

type Props = {
  row: Translation
  onChange: (row: Translation) => void
  onRemove: () => void
  onBlur: () => void
  fault: Fault | undefined
  readOnly: boolean
}

/** The order of the row's inputs, and how each is labelled. */
const parts = { language: 'Language', name: 'Name', description: 'Description' } as const
type Part = keyof typeof parts

export function TranslationRowFields({ row, onChange, onRemove, onBlur, fault, readOnly }: Props) {
  const id = useId()
  const field = (part: Part) => {
    return (
      <div className={part} {...(part === 'language' && { 'data-language': true })}>
        <label htmlFor={`${id}-${part}`}>{parts[part]}</label>
        <OutlinedInput
          id={`${id}-${part}`}
          fullWidth
          multiline={part === 'description'}
          maxRows={8}
          value={row[part]}
          readOnly={readOnly}
          error={faultAt(fault, part) !== undefined}
          placeholder={part === 'language' ? 'de' : undefined}
          onChange={(event) => onChange({ ...row, [part]: event.target.value })}
          onBlur={onBlur}
          inputProps={{
            dir: part === 'language' ? 'ltr' : 'auto',
            autoComplete: 'off',
            spellCheck: false,
            'aria-describedby': `${id}-${part}-fault`,
          }}
        />
      </div>
    )
  }
  const faultText = (part: Part) => (
    <FaultText key={part} id={`${id}-${part}-fault`}>
      {faultAt(fault, part)}
    </FaultText>
  )
  return (
    <Card role="group" aria-label={row.language === '' ? 'New language' : `Language ${row.language}`}>
      {field('language')}
      {field('name')}
      {!readOnly && (
        <div className="remove">
          <IconButton icon={X} label={`Remove language ${row.language}`} onClick={onRemove} />
        </div>
      )}
      <div className="faults">{[faultText('language'), faultText('name')]}</div>
      {field('description')}
      <div className="fault">{faultText('description')}</div>
    </Card>
  )
}

const Card = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '7rem minmax(0, 1fr) auto',
  gridTemplateAreas:
    '"language name remove" "faults faults faults" "description description description" "fault fault fault"',
  columnGap: theme.spacing(2),
  padding: theme.spacing(2, 3, 3),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  marginBottom: theme.spacing(2),
  '& label': { ...theme.typography.subtitle2, display: 'block', marginBottom: theme.spacing(1) },
  '& .language': { gridArea: 'language' },
  '& .faults': { gridArea: 'faults' },
  '& .fault': { gridArea: 'fault' },
  '& .name': { gridArea: 'name' },
  '& .description': { gridArea: 'description', marginTop: theme.spacing(2) },
  '& .remove': { gridArea: 'remove', marginTop: theme.spacing(5.5) },
}))
