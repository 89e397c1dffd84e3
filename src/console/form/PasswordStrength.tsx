import { styled } from '@mui/material/styles'
import { useWatch } from 'react-hook-form'
import { passwordStrength } from '#schema/password.ts'
import { useHeldForm } from './ObjectFormContext.tsx'

const words = ['Guessed at once', 'Weak', 'Fair', 'Good', 'Strong']

/** How well a typed password would hold. Only a hint: the policy decides. */
export function PasswordStrength({ path }: { path: string }) {
  const { form } = useHeldForm()
  const value: unknown = useWatch({ control: form.control, name: path })
  if (typeof value !== 'string' || value === '') return null
  const strength = passwordStrength(value)
  return (
    <Row>
      <Bars aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <Bar key={step} filled={step <= strength} />
        ))}
      </Bars>
      <span role="status">{words[strength]}</span>
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(3),
  marginTop: theme.spacing(2),
  color: theme.vars.palette.text.secondary,
}))

const Bars = styled('div')(({ theme }) => ({ display: 'flex', gap: theme.spacing(1) }))

const Bar = styled('span', { shouldForwardProp: (name) => name !== 'filled' })<{ filled: boolean }>(
  ({ theme, filled }) => ({
    width: 40,
    height: 4,
    borderRadius: 2,
    backgroundColor: filled ? theme.vars.palette.primary.main : theme.vars.palette.divider,
  }),
)
