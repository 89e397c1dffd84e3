import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { Plus, X } from 'lucide-react'
import { useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { faultAt, type Fault } from '../fault.ts'

type Props = {
  entries: string[]
  onChange: (entries: string[]) => void
  onBlur: () => void
  /** What one entry is called: "Redirect URI". */
  itemLabel: string
  placeholder?: string
  fault: Fault | undefined
  readOnly: boolean
  code?: boolean
}

/** One text per row. Several pasted lines become several rows; Enter opens the next one. */
export function EntryList({
  entries,
  onChange,
  onBlur,
  itemLabel,
  placeholder,
  fault,
  readOnly,
  code = true,
}: Props) {
  const list = useRef<HTMLUListElement>(null)
  const focusRow = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[index]?.focus())
  const replace = (index: number, rows: string[]) => onChange(entries.toSpliced(index, 1, ...rows))
  const add = () => {
    onChange([...entries, ''])
    focusRow(entries.length)
  }
  const paste = (index: number, event: ClipboardEvent) => {
    const lines = linesOf(event.clipboardData.getData('text'))
    if (lines.length < 2) return
    event.preventDefault()
    const row = entries[index] ?? ''
    replace(index, row.trim() === '' ? lines : [row, ...lines])
  }
  const press = (index: number, event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onChange(entries.toSpliced(index + 1, 0, ''))
    focusRow(index + 1)
  }
  return (
    <>
      <List ref={list}>
        {entries.map((entry, index) => {
          const message = faultAt(fault, index)
          return (
            // Rows have no identity of their own: they are texts in an order.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <li key={index}>
              <Row>
                <OutlinedInput
                  fullWidth
                  value={entry}
                  placeholder={placeholder}
                  readOnly={readOnly}
                  error={message !== undefined}
                  onChange={(event) => replace(index, [event.target.value])}
                  onPaste={(event) => paste(index, event)}
                  onKeyDown={(event) => press(index, event)}
                  onBlur={onBlur}
                  inputProps={{
                    'aria-label': `${itemLabel} ${index + 1}`,
                    spellCheck: false,
                    autoComplete: 'off',
                  }}
                  className={code ? 'code' : ''}
                />
                {!readOnly && (
                  <IconButton
                    icon={X}
                    label={`Remove ${itemLabel} ${index + 1}`}
                    onClick={() => onChange(entries.toSpliced(index, 1))}
                  />
                )}
              </Row>
              <FaultText>{message}</FaultText>
            </li>
          )
        })}
      </List>
      {!readOnly && (
        <Button look="plain" icon={Plus} onClick={add}>
          Add {itemLabel}
        </Button>
      )}
    </>
  )
}

const linesOf = (text: string) =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': { marginBottom: theme.spacing(1.5) },
  '& .code input': theme.typography.code,
}))

const Row = styled('div')(({ theme }) => ({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }))
