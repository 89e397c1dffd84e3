import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { useState } from 'react'
import type { Choices } from '#schema/kinds/choices.ts'
import { faultAt } from '../fault.ts'
import { Checkbox, checkboxes } from './Checkbox.tsx'
import type { ControlProps } from './control.ts'

const mostWithoutSearch = 8

/** Checkboxes; a long list of options can be searched and says how many are chosen. */
export function ChoicesControl({
  setting,
  value,
  onChange,
  onBlur,
  labelId,
  describedBy,
  fault,
}: ControlProps<Choices>) {
  const [search, setSearch] = useState('')
  const options = Object.entries(setting.options)
  const long = options.length > mostWithoutSearch
  const found = options.filter(([, text]) => text.toLowerCase().includes(search.trim().toLowerCase()))
  // In the order of the options, so that the same choice is the same list.
  const toggle = (option: string) =>
    onChange(
      options
        .map(([each]) => each)
        .filter((each) => (each === option ? !value.includes(each) : value.includes(each))),
    )
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={describedBy}>
      {long && (
        <OutlinedInput
          fullWidth
          type="search"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          inputProps={{ 'aria-label': `Search in ${setting.label}` }}
        />
      )}
      <Options long={long}>
        {found.map(([option, text]) => (
          <Checkbox
            key={option}
            checked={value.includes(option)}
            onChange={() => toggle(option)}
            onBlur={onBlur}
            invalid={faultAt(fault) !== undefined}
          >
            {text}
          </Checkbox>
        ))}
        {found.length === 0 && <Nothing>Nothing is called “{search}”.</Nothing>}
      </Options>
      {long && (
        <Nothing aria-live="polite">
          {value.length} of {options.length} chosen
        </Nothing>
      )}
    </div>
  )
}

const Options = styled('div', { shouldForwardProp: (name) => name !== 'long' })<{ long: boolean }>(
  ({ theme, long }) => ({
    ...checkboxes(theme),
    display: 'flex',
    flexDirection: long ? 'column' : 'row',
    flexWrap: long ? 'nowrap' : 'wrap',
    paddingLeft: theme.spacing(1.75),
    ...(long && { paddingTop: theme.spacing(1), paddingBottom: theme.spacing(1) }),
  }),
)

const Nothing = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: 0,
  color: theme.vars.palette.text.secondary,
}))
