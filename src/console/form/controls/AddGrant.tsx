import { styled } from '@mui/material/styles'
import { UserCog, UserPlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import type { Grant } from '#schema/grant.ts'
import { PrincipalPicker } from '../PrincipalPicker.tsx'

type Type = 'User' | 'Role'

/** A new row starts with what is enough for a client: Run and View (screens.md 3.5). */
export function AddGrant({ present, onAdd }: { present: readonly Grant[]; onAdd: (grant: Grant) => void }) {
  const [picking, setPicking] = useState<Type | null>(null)
  const returning = useRef(false)
  const close = () => {
    returning.current = true
    setPicking(null)
  }
  if (picking === null)
    return (
      <Buttons
        ref={(box) => {
          if (!box || !returning.current) return
          returning.current = false
          box.querySelector('button')?.focus()
        }}
      >
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
      <Picker ref={focusSearch}>
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

/** The button that was pressed is gone; who pressed it goes on typing. */
const focusSearch = (box: HTMLElement | null) => box?.querySelector('input')?.focus()

const Buttons = styled('div')(({ theme }) => ({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }))
const Picker = styled('div')({ flex: '1 1 240px' })
