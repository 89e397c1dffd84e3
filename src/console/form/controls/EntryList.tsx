import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { Plus, X } from 'lucide-react'
import { useId, type ClipboardEvent, type KeyboardEvent } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { faultAt, type Fault } from '../fault.ts'
import { useRowFocus } from './useRowFocus.ts'

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
  const id = useId()
  const { list, came, went } = useRowFocus<HTMLUListElement>()
  const replace = (index: number, rows: string[]) => onChange(entries.toSpliced(index, 1, ...rows))
  const add = () => {
    onChange([...entries, ''])
    came(entries.length)
  }
  const remove = (index: number) => {
    onChange(entries.toSpliced(index, 1))
    went(index)
  }
  const paste = (index: number, event: ClipboardEvent) => {
    const lines = linesOf(event.clipboardData.getData('text'))
    if (lines.length < 2) return
    event.preventDefault()
    const row = entries[index] ?? ''
    const rows = row.trim() === '' ? lines : [row, ...lines]
    replace(index, rows)
    came(index + rows.length - 1)
  }
  const press = (index: number, event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onChange(entries.toSpliced(index + 1, 0, ''))
    came(index + 1)
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
                    'aria-describedby': `${id}-${index}`,
                    spellCheck: false,
                    autoComplete: 'off',
                  }}
                  className={code ? 'code' : ''}
                />
                {!readOnly && (
                  <IconButton
                    icon={X}
                    label={`Remove ${itemLabel} ${index + 1}`}
                    data-remove
                    onClick={() => remove(index)}
                  />
                )}
              </Row>
              <FaultText id={`${id}-${index}`}>{message}</FaultText>
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
