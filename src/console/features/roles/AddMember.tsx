import { styled } from '@mui/material/styles'
import { UserCog, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { PrincipalPicker, type PickedPrincipal } from '#console/form/PrincipalPicker.tsx'
import { usePickerFocus } from '#console/form/usePickerFocus.ts'
import { Button } from '#console/ui/Button.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'

export function AddMember({ role, present }: { role: string; present: string[] }) {
  const [picking, setPicking] = useState<PickedPrincipal['type'] | null>(null)
  const addToRole = useAct('addToRole')
  const { leave, search, buttons } = usePickerFocus()
  const close = () => {
    leave()
    setPicking(null)
  }
  const add = (principal: PickedPrincipal | null) => {
    close()
    if (principal)
      addToRole.mutate({ Name: role, [principal.type === 'User' ? 'Users' : 'Roles']: [principal.id] })
  }
  return (
    <>
      {addToRole.error && (
        <ProblemBanner key={addToRole.error.message} {...problemInWords(addToRole.error)} focused />
      )}
      <Row ref={picking === null ? buttons : undefined}>
        {picking === null ? (
          <>
            <Button icon={UserPlus} onClick={() => setPicking('User')} busy={addToRole.isPending}>
              Add user
            </Button>
            <Button icon={UserCog} onClick={() => setPicking('Role')} busy={addToRole.isPending}>
              Add role
            </Button>
          </>
        ) : (
          <>
            <Picker ref={search}>
              <PrincipalPicker
                type={picking}
                label={picking === 'User' ? 'User to add' : 'Role to add'}
                value={null}
                without={new Set([role, ...present])}
                onChange={add}
              />
            </Picker>
            <Button look="plain" onClick={close}>
              Cancel
            </Button>
          </>
        )}
      </Row>
    </>
  )
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(2),
  maxWidth: 640,
  marginBottom: theme.spacing(3),
}))

const Picker = styled('div')({ flex: '1 1 240px' })
