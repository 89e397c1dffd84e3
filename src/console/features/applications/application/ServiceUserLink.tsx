import { styled } from '@mui/material/styles'
import { Link } from '@tanstack/react-router'
import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'

/** A confidential client is a service user: here is the way to one. */
export function ServiceUserLink() {
  const { form } = useHeldForm()
  const type: unknown = useWatch({ control: form.control, name: 'generalUsage.clientIdType' })
  if (type !== 'Confidential') return null
  return (
    <Line>
      <Link to="/users/new" search={{ for: 'client' }}>
        Create service user
      </Link>
    </Line>
  )
}

const Line = styled('p')(({ theme }) => ({ ...theme.typography.body2, margin: theme.spacing(1.5, 0, 0) }))
