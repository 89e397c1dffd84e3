import { keepPreviousData, useQuery } from '@tanstack/react-query'
import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import { FaultText } from '#console/ui/FaultText.tsx'
import { LabelledField } from '#console/form/LabelledField.tsx'
import { useSettled } from '#console/object/consequences/useSettled.ts'
import type { Wire } from '#schema/wireMembers.ts'
import { judgedSettings } from './judgedSettings.ts'
import { Judgement } from './Judgement.tsx'
import { useTestSignIn } from './useTestSignIn.ts'

type Props = { id: string; settings: Wire }

/** Which account and groups somebody would get: whoever came to the test sign-in, or somebody of a name. Asked again when the settings change. */
export function AccountOf({ id, settings }: Props) {
  const [name, setName] = useState('')
  const { data: test } = useTestSignIn(id)
  const asked = useSettled({ ID: id, Name: name.trim(), Settings: judgedSettings(settings) })
  const someone = asked.Name !== '' || test?.State === 'came'
  const judging = query('judgeFederatedSignIn', asked)
  const { data, error } = useQuery({
    ...judging,
    // Another answer to a test sign-in is another person
    queryKey: [...judging.queryKey, test?.Address, test?.Redacted !== null],
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled: someone,
  })
  return (
    <section>
      <h3>Which account somebody gets</h3>
      <LabelledField
        label="Somebody new of the name"
        help={
          test?.State === 'came'
            ? 'Left empty, whoever came to the test sign-in counts.'
            : 'Their user name there, and a mail address that is verified.'
        }
      >
        {(attributes) => (
          <OutlinedInput
            fullWidth
            value={name}
            onChange={(event) => setName(event.target.value)}
            inputProps={{ ...attributes, maxLength: 200, spellCheck: false, autoCapitalize: 'none' }}
          />
        )}
      </LabelledField>
      <Said role="status">
        {error && <FaultText>{problemInWords(error).happened}</FaultText>}
        {someone && data && <Judgement of={data} />}
      </Said>
    </section>
  )
}

const Said = styled('div')(({ theme }) => ({ marginTop: theme.spacing(3) }))
