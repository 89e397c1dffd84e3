import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { principalIcons } from './principalIcons.ts'
import { PrincipalPicker, type PickedPrincipal } from './PrincipalPicker.tsx'
import { usePickerFocus } from './usePickerFocus.ts'

type Type = PickedPrincipal['type']

type Props = {
  /** Who can be added, in the order of the buttons. */
  types: readonly Type[]
  /** Those that are not offered because they are there already. */
  without: ReadonlySet<string>
  onAdd: (principal: PickedPrincipal) => void
  busy?: boolean
  /** Why nobody can be added. */
  disabledReason?: string | undefined
}

/** Buttons that give way to a search for whom to add. */
export function AddPrincipal({ types, without, onAdd, busy, disabledReason }: Props) {
  const [picking, setPicking] = useState<Type | null>(null)
  const { leave, search, buttons } = usePickerFocus()
  const close = () => {
    leave(picking === null ? 0 : types.indexOf(picking))
    setPicking(null)
  }
  if (picking === null)
    return (
      <Row ref={buttons}>
        {types.map((type) => (
          <Button
            key={type}
            icon={principalIcons[type]}
            onClick={() => setPicking(type)}
            busy={busy}
            disabledReason={disabledReason}
          >
            Add {type.toLowerCase()}
          </Button>
        ))}
      </Row>
    )
  return (
    <Row>
      <Picker ref={search}>
        <PrincipalPicker
          type={picking}
          label={`${picking} to add`}
          value={null}
          without={without}
          onChange={(principal) => {
            close()
            if (principal) onAdd(principal)
          }}
        />
      </Picker>
      <Button look="plain" onClick={close}>
        Cancel
      </Button>
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(2),
  maxWidth: 640,
}))

const Picker = styled('div')({ flex: '1 1 240px' })
