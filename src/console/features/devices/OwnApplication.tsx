import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { holdsAny } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { objectsQuery, rowsOf } from '#console/api/redrock.ts'
import { sessionQuery } from '#console/api/session.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { nouns } from '#schema/nouns.ts'

const mostOffered = 20

/** Takes the Application ID, and the server, from an application of this tenant. */
export function OwnApplication() {
  const { me } = signedInRoute.useRouteContext()
  const { readOnlyReason } = useHeldForm()
  if (readOnlyReason !== undefined || !holdsAny(me, ...nouns.application.readers)) return null
  return <Picker />
}

function Picker() {
  const { form } = useHeldForm()
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const reading = objectsQuery('application', { pageSize: mostOffered, q: search })
  const { data, isFetching, error } = useQuery({ ...reading, placeholderData: keepPreviousData })
  const take = (key: string, value: string) =>
    form.setValue(`settings.${key}`, value, { shouldDirty: true, shouldValidate: true })
  return (
    <Autocomplete
      style={{ marginTop: 8 }}
      value={null}
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      onChange={(_, picked) => {
        setTyped('')
        if (!picked) return
        take('applicationId', picked.Detail)
        take('server', tenant.url)
      }}
      autoHighlight
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      options={data ? rowsOf(data, reading).filter(({ Detail }) => Detail !== '') : []}
      // The tenant has filtered already.
      filterOptions={(options) => options}
      getOptionLabel={({ Name }) => Name}
      getOptionKey={({ ID }) => ID}
      loading={isFetching}
      noOptionsText={
        error ? problemInWords(error).happened : 'No application has that in its name or Application ID.'
      }
      renderOption={({ key, ...props }, { Name, Detail }) => (
        <li key={key} {...props}>
          <span style={{ overflowWrap: 'anywhere' }}>
            <bdi>{Name}</bdi> · <bdi>{Detail}</bdi>
          </span>
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          placeholder="Or take one of this tenant"
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, 'aria-label': 'Application of this tenant' },
          }}
        />
      )}
    />
  )
}
