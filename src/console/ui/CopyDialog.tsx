import OutlinedInput from '@mui/material/OutlinedInput'
import Popover from '@mui/material/Popover'
import { styled } from '@mui/material/styles'
import { useId } from 'react'

type Props = { value: string; label: string; anchor: () => HTMLElement | null; onClose: () => void }

/** The value, selected, where the browser does not let a page copy. */
export function CopyDialog({ value, label, anchor, onClose }: Props) {
  const id = useId()
  return (
    <Popover
      open
      anchorEl={anchor}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      onClose={onClose}
      slotProps={{ paper: { role: 'dialog', 'aria-label': label, 'aria-describedby': id } }}
    >
      <Body>
        <p id={id} role="alert">
          The browser did not allow this page to copy. The text is selected: press Ctrl+C, or ⌘C on a Mac.
        </p>
        <OutlinedInput
          value={value}
          readOnly
          autoFocus
          fullWidth
          multiline={value.includes('\n')}
          maxRows={8}
          onFocus={(event) => event.target.select()}
          inputProps={{ 'aria-label': 'Text to copy', spellCheck: false, translate: 'no' }}
        />
      </Body>
    </Popover>
  )
}

const Body = styled('div')(({ theme }) => ({
  width: 'min(26rem, calc(100vw - 4rem))',
  padding: theme.spacing(4),
  '& p': { ...theme.typography.body2, margin: theme.spacing(0, 0, 3) },
  '& input, & textarea': theme.typography.code,
}))
