import { styled } from '@mui/material/styles'
import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { TextLink } from '#console/ui/links.tsx'

/** The question that is asked most (contract.md 12.1), and the way to what answers it. */
export function ServiceUserLink({ rowKey }: { rowKey: string }) {
  const { form } = useHeldForm()
  const type: unknown = useWatch({ control: form.control, name: 'generalUsage.clientIdType' })
  if (type !== 'Confidential') return null
  return (
    <Line>
      <strong>Where is the client secret?</strong> Not on the application: it is the password of a service
      user that may run it.{' '}
      <TextLink to="/users/new" search={{ for: 'client', application: rowKey }}>
        Create service user
      </TextLink>
    </Line>
  )
}

const Line = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1.5, 0, 0),
  '& strong': { fontWeight: 500 },
}))
