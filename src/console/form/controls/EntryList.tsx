import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { Plus, X } from 'lucide-react'
import { useId, type ClipboardEvent, type KeyboardEvent } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { IconButton } from '#console/ui/IconButton.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { faultAt, type Fault } from '../fault.ts'
import { useRows } from './useRows.ts'

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
  const { list, keys, add, change, remove } = useRows<string, HTMLUListElement>(entries, onChange)
  const paste = (index: number, event: ClipboardEvent) => {
    const lines = linesOf(event.clipboardData.getData('text'))
    if (lines.length < 2) return
    event.preventDefault()
    const blank = (entries[index] ?? '').trim() === ''
    add(lines, blank ? { at: index, instead: 1 } : { at: index + 1 })
  }
  const press = (index: number, event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add([''], { at: index + 1 })
  }
  return (
    <>
      <List ref={list}>
        {entries.map((entry, index) => {
          const message = faultAt(fault, index)
          return (
            <li key={keys[index]?.id}>
              <Row>
                <OutlinedInput
                  fullWidth
                  value={entry}
                  placeholder={placeholder}
                  readOnly={readOnly}
                  error={message !== undefined}
                  onChange={(event) => change(index, event.target.value)}
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
        <Button look="plain" icon={Plus} onClick={() => add([''])}>
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
