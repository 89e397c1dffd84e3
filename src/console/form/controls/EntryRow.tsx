import { styled } from '@mui/material/styles'
import { X } from 'lucide-react'
import { memo, type ClipboardEvent, type KeyboardEvent } from 'react'
import { IconButton } from '#console/ui/IconButton.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { RowInput } from './RowInput.tsx'

type Props = {
  index: number
  entry: string
  itemLabel: string
  placeholder: string | undefined
  faultId: string
  message: string | undefined
  onAdd: (entries: string[], where: { at: number; instead?: number }) => void
  onChange: (index: number, entry: string) => void
  onRemove: (index: number) => void
  onBlur: () => void
}

/** A text of a list. */
export const EntryRow = memo(function EntryRow({
  index,
  entry,
  itemLabel,
  placeholder,
  faultId,
  message,
  onAdd,
  onChange,
  onRemove,
  onBlur,
}: Props) {
  const paste = (event: ClipboardEvent) => {
    const lines = linesOf(event.clipboardData.getData('text'))
    if (lines.length < 2) return
    event.preventDefault()
    const blank = entry.trim() === ''
    onAdd(lines, blank ? { at: index, instead: 1 } : { at: index + 1 })
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onAdd([''], { at: index + 1 })
  }
  return (
    <>
      <Row>
        <RowInput
          type="text"
          value={entry}
          placeholder={placeholder}
          aria-invalid={message !== undefined}
          aria-label={`${itemLabel} ${index + 1}`}
          aria-describedby={faultId}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(index, event.target.value)}
          onPaste={paste}
          onKeyDown={press}
          onBlur={onBlur}
        />
        <IconButton
          icon={X}
          label={`Remove ${itemLabel} ${index + 1}`}
          data-remove
          onClick={() => onRemove(index)}
        />
      </Row>
      <FaultText id={faultId}>{message}</FaultText>
    </>
  )
})

const linesOf = (text: string) =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  '& input': theme.typography.code,
}))
