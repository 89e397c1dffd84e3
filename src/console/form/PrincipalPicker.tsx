import Autocomplete from '@mui/material/Autocomplete'
import { styled } from '@mui/material/styles'
import TextField from '@mui/material/TextField'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createContext, use, useDeferredValue, useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { objectsQuery, rowsOf, type HeadRow } from '#console/api/redrock.ts'
import { condition, quoted, type Condition } from '#console/api/select.ts'
import { Icon } from '#console/ui/Icon.tsx'
import type { Grant } from '#schema/grant.ts'
import { nouns, principalNouns, type NounList } from '#schema/nouns.ts'
import { principalIcons } from './principalIcons.ts'

export type PickedPrincipal = { type: Grant['type']; id: string; name: string; detail: string }

/** Conditions that narrow who is offered. */
export const PrincipalConditions = createContext<Partial<Record<PickedPrincipal['type'], Condition>>>({})

type Props = {
  type: PickedPrincipal['type']
  value: PickedPrincipal | null
  onChange: (principal: PickedPrincipal | null) => void
  onBlur?: () => void
  /** Those that are not offered because they are there already. */
  without?: ReadonlySet<string>
  id?: string
  label?: string
  describedBy?: string
  faulty?: boolean
}

const mostOffered = 20

/** Finds a user, group or role by any part of its names. */
export function PrincipalPicker({
  type,
  value,
  onChange,
  onBlur,
  without,
  id,
  label,
  describedBy,
  faulty,
}: Props) {
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const where = use(PrincipalConditions)[type]
  const reading = objectsQuery(principalNouns[type], { where, pageSize: mostOffered, q: search })
  const { data, isFetching, error } = useQuery({ ...reading, placeholderData: keepPreviousData })
  const offered = data ? rowsOf(data, reading).map((each) => principalOf(type, each)) : []
  return (
    <Autocomplete
      id={id}
      fullWidth
      value={value}
      inputValue={typed}
      onInputChange={(_, text) => setTyped(text)}
      onChange={(_, picked) => onChange(picked)}
      onBlur={onBlur}
      // Enter takes what fits best; while that is still being looked up, it does not send the form
      autoHighlight
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      options={offered.filter((each) => !without?.has(each.id))}
      // The tenant has filtered already.
      filterOptions={(options) => options}
      getOptionLabel={(option) => option.name}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      loading={isFetching}
      noOptionsText={
        error ? problemInWords(error).happened : `No ${nouns[principalNouns[type]].one} has that in a name.`
      }
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          <Option>
            <Icon of={principalIcons[option.type]} />
            <span>
              <bdi>{option.name}</bdi>
              {option.detail && <Detail>{option.detail}</Detail>}
            </span>
          </Option>
        </li>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          placeholder={`Search ${nouns[principalNouns[type]].many}`}
          error={faulty ?? false}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              'aria-label': label,
              'aria-describedby': describedBy,
            },
          }}
        />
      )}
    />
  )
}

const principalOf = (type: PickedPrincipal['type'], { ID, Name, Detail }: HeadRow): PickedPrincipal => ({
  type,
  id: ID,
  name: Name,
  detail: Detail,
})

/** For showing what an id stands for: undefined until it is known, null when there is nobody of that id. */
export function usePrincipalOf(
  type: PickedPrincipal['type'],
  id: string,
  wanted: boolean,
): PickedPrincipal | null | undefined {
  const noun = principalNouns[type]
  const list: NounList = nouns[noun].list
  const where = condition(list, () => `${list.key} = ${quoted(id)}`)
  const reading = objectsQuery(noun, { where, pageSize: 1 })
  const { data } = useQuery({ ...reading, enabled: wanted })
  return data && (rowsOf(data, reading).map((each) => principalOf(type, each))[0] ?? null)
}

const Option = styled('span')(({ theme }) => ({
  display: 'flex',
  alignItems: 'flex-start',
  gap: theme.spacing(2),
  overflowWrap: 'anywhere',
  '& svg': { marginTop: theme.spacing(0.75) },
}))

const Detail = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'block',
  color: theme.vars.palette.text.secondary,
}))
