import OutlinedInput from '@mui/material/OutlinedInput'
import { useId, useState } from 'react'
import { PrincipalPicker, type PickedPrincipal } from '#console/form/PrincipalPicker.tsx'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'

type Props = {
  asks: 'user' | 'tag'
  title: string
  onGiven: (value: string) => void
  onClose: () => void
}

/** Asks for the user or the tag, before it is tried. */
export function ValueDialog({ asks, title, onGiven, onClose }: Props) {
  const id = useId()
  const [tag, setTag] = useState('')
  const [user, setUser] = useState<PickedPrincipal | null>(null)
  const value = asks === 'user' ? (user?.id ?? '') : tag.trim()
  const lacks = asks === 'user' ? 'Choose a user first.' : 'Type a tag first.'
  const go = () => value !== '' && onGiven(value)
  return (
    <Dialog
      title={title}
      width="xs"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabledReason={value === '' && lacks} onClick={go}>
            See what would happen
          </Button>
        </>
      }
    >
      <label htmlFor={id}>{asks === 'user' ? 'Application Owner' : 'Tag'}</label>
      {asks === 'user' ? (
        <PrincipalPicker id={id} type="User" value={user} onChange={setUser} />
      ) : (
        <OutlinedInput
          id={id}
          fullWidth
          value={tag}
          onChange={({ target }) => setTag(target.value)}
          onKeyDown={({ key }) => key === 'Enter' && go()}
          inputProps={{ maxLength: 50, autoComplete: 'off' }}
        />
      )}
    </Dialog>
  )
}
