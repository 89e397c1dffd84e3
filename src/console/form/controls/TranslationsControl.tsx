import { styled } from '@mui/material/styles'
import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { Translations } from '#schema/setting.ts'
import type { Fault } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { TranslationRowFields } from './TranslationRowFields.tsx'

/** Languages one below the other, each with its name and description. */
export function TranslationsControl({
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
  readOnly,
}: ControlProps<Translations>) {
  const rows = useRef<HTMLDivElement>(null)
  const add = () => {
    onChange([...value, { language: '', name: '', description: '' }])
    requestAnimationFrame(() =>
      rows.current?.querySelectorAll<HTMLInputElement>('[data-language] input')[value.length]?.focus(),
    )
  }
  return (
    <div ref={rows} role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {value.length === 0 && <None>Everybody sees the name above.</None>}
      {value.map((row, index) => (
        <TranslationRowFields
          // Rows have no identity of their own: the language changes while it is typed.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          key={index}
          row={row}
          onChange={(changed) => onChange(value.with(index, changed))}
          onRemove={() => onChange(value.toSpliced(index, 1))}
          onBlur={onBlur}
          fault={fault?.[index] as Fault | undefined}
          readOnly={readOnly}
        />
      ))}
      {!readOnly && (
        <Button look="plain" icon={Plus} onClick={add}>
          Add language
        </Button>
      )}
    </div>
  )
}

const None = styled('p')(({ theme }) => ({
  margin: theme.spacing(0, 0, 2),
  color: theme.vars.palette.text.secondary,
}))
