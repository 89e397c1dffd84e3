import { styled } from '@mui/material/styles'
import { SpecimenSection } from './SpecimenSection.tsx'
import { allSpecimens } from './allSpecimens.ts'

/** Every kind of setting in every state. */
export function Gallery() {
  return (
    <Page>
      {allSpecimens.map((each) => (
        <SpecimenSection key={each.title} {...each} />
      ))}
    </Page>
  )
}

const Page = styled('main')(({ theme }) => ({ padding: theme.spacing(4, 0), maxWidth: 1440 }))
