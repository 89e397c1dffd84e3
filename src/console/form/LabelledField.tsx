import { styled } from '@mui/material/styles'
import { useId, type ReactNode } from 'react'
import { FaultText } from '#console/ui/FaultText.tsx'

type Props = {
  label: string
  help?: string | undefined
  fault?: string | undefined
  /** The control, with the id of its label and what describes it. */
  children: (attributes: { id: string; 'aria-describedby': string }) => ReactNode
}

/** A field that is no setting, as settings look: the label above, what is wrong and the help below. */
export function LabelledField({ label, help, fault, children }: Props) {
  const id = useId()
  return (
    <Field>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-help ${id}-fault` })}
      <FaultText id={`${id}-fault`}>{fault}</FaultText>
      {help !== undefined && <Help id={`${id}-help`}>{help}</Help>}
    </Field>
  )
}

const Field = styled('div')(({ theme }) => ({
  '& label': { ...theme.typography.subtitle1, display: 'block', minHeight: 24 },
}))

const Help = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
