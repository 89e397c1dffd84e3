import FormControlLabel from '@mui/material/FormControlLabel'
import Radio from '@mui/material/Radio'
import RadioGroup from '@mui/material/RadioGroup'
import { styled } from '@mui/material/styles'
import { useId } from 'react'
import { useWatch } from 'react-hook-form'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'

const question = 'Who is it?'

const choices = {
  person: { is: false, title: 'A person', about: 'Signs in on a page, with a name and a password.' },
  program: {
    is: true,
    title: 'A program',
    about:
      'Gets tokens with a client ID and a secret: an OAuth confidential client. It never signs in on a page.',
  },
} as const

/** What decides about all other fields is asked first. It is the setting “Is OAuth confidential client”. */
export function PersonOrProgram() {
  const { form } = useHeldForm()
  const id = useId()
  const isProgram = useWatch({ control: form.control, name: 'status.oauthClient' }) as boolean
  return (
    <>
      <SectionHeading>{question}</SectionHeading>
      <Choices
        row
        aria-label={question}
        value={isProgram ? 'program' : 'person'}
        onChange={(event) =>
          form.setValue('status.oauthClient', event.target.value === 'program', { shouldDirty: true })
        }
      >
        {Object.entries(choices).map(([value, { title, about, is }]) => (
          <Card key={value} chosen={is === isProgram}>
            <FormControlLabel
              value={value}
              control={<Radio slotProps={{ input: { 'aria-describedby': `${id}-${value}` } }} />}
              label={title}
            />
            <About id={`${id}-${value}`}>{about}</About>
          </Card>
        ))}
      </Choices>
    </>
  )
}

const Choices = styled(RadioGroup)(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
  gap: theme.spacing(4),
  maxWidth: 640,
}))

const Card = styled('div', { shouldForwardProp: (name) => name !== 'chosen' })<{ chosen: boolean }>(
  ({ theme, chosen }) => ({
    padding: theme.spacing(3, 4),
    border: `1px solid ${chosen ? theme.vars.palette.primary.main : theme.vars.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
  }),
)

const About = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(1, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
