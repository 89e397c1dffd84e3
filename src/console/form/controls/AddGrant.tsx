import { styled } from '@mui/material/styles'
import { UserCog, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { Grant } from '#schema/grant.ts'
import { PrincipalPicker } from '../PrincipalPicker.tsx'
import { usePickerFocus } from '../usePickerFocus.ts'

type Type = 'User' | 'Role'

/** A new row starts with what is enough for a client: Run and View (screens.md 3.5). */
export function AddGrant({ present, onAdd }: { present: readonly Grant[]; onAdd: (grant: Grant) => void }) {
  const [picking, setPicking] = useState<Type | null>(null)
  const { leave, search, buttons } = usePickerFocus()
  const close = () => {
    leave()
    setPicking(null)
  }
  if (picking === null)
    return (
      <Buttons ref={buttons}>
        <Button look="plain" icon={UserCog} onClick={() => setPicking('Role')}>
          Add a role
        </Button>
        <Button look="plain" icon={UserPlus} onClick={() => setPicking('User')}>
          Add a user
        </Button>
      </Buttons>
    )
  return (
    <Buttons>
      <Picker ref={search}>
        <PrincipalPicker
          type={picking}
          label={picking === 'Role' ? 'Role to add' : 'User to add'}
          value={null}
          without={new Set(present.filter(({ type }) => type === picking).map(({ id }) => id))}
          onChange={(principal) => {
            if (principal)
              onAdd({ type: principal.type, id: principal.id, name: principal.name, rights: ['View', 'Run'] })
            close()
          }}
        />
      </Picker>
      <Button look="plain" onClick={close}>
        Cancel
      </Button>
    </Buttons>
  )
}

const Buttons = styled('div')(({ theme }) => ({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }))
const Picker = styled('div')({ flex: '1 1 240px' })
