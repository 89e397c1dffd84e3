import { styled } from '@mui/material/styles'
import { SpecimenField } from './SpecimenField.tsx'
import { states, type Specimen } from './specimen.ts'

/** A setting in every state, side by side where there is room. */
export function SpecimenSection({ title, specimen }: { title: string; specimen: Specimen }) {
  return (
    <Section aria-label={title}>
      <h2>{title}</h2>
      <Grid>
        {states.map((state) => (
          <Cell key={state} role="group" aria-label={state}>
            <h3>{state}</h3>
            <SpecimenField specimen={specimen} state={state} />
          </Cell>
        ))}
      </Grid>
    </Section>
  )
}

const Section = styled('section')(({ theme }) => ({
  padding: theme.spacing(4),
  '& h2': { ...theme.typography.h2, margin: theme.spacing(0, 0, 4) },
  '& h3': {
    ...theme.typography.caption,
    margin: theme.spacing(0, 0, 2),
    color: theme.vars.palette.text.secondary,
  },
}))

const Grid = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 400px), 1fr))',
  gap: theme.spacing(8),
}))

const Cell = styled('div')({ minWidth: 0 })
