import Autocomplete from '@mui/material/Autocomplete'
import Dialog from '@mui/material/Dialog'
import { styled } from '@mui/material/styles'
import TextField from '@mui/material/TextField'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { nounsOffered } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { nouns } from '#schema/nouns.ts'
import { pagesFor } from './palettePages.ts'
import { useFound, type Place } from './useFound.ts'

/** Goes anywhere by name: to pages, and to objects of every noun. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { me, offered } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const pages = pagesFor(me, offered).filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
  const { found, searching } = useFound({ me, offered }, text)
  const go = (place: Place | null) => {
    if (!place) return
    onClose()
    void navigate(place.link)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      slotProps={{ paper: { 'aria-label': 'Search' } }}
      fullWidth
      maxWidth="sm"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
    >
      <Autocomplete
        open
        autoHighlight
        disablePortal
        clearOnBlur={false}
        onClose={(_, reason) => reason === 'escape' && onClose()}
        value={null}
        inputValue={typed}
        onInputChange={(_, next, reason) => reason === 'input' && setTyped(next)}
        onChange={(_, place) => go(place)}
        options={[...pages, ...found]}
        // The tenant has filtered what it found; pages are filtered above.
        filterOptions={(options) => options}
        getOptionLabel={({ label }) => label}
        getOptionKey={({ kind, key }) => `${kind} ${key}`}
        isOptionEqualToValue={(a, b) => a.key === b.key}
        loading={searching}
        noOptionsText="Nothing has that in its name."
        forcePopupIcon={false}
        slotProps={{
          listbox: { 'aria-label': 'Found' },
          popper: {
            sx: { position: 'static !important', transform: 'none !important', width: '100% !important' },
          },
        }}
        renderOption={({ key, ...props }, { kind, label, detail }) => (
          <li key={key} {...props}>
            <span>
              <bdi>{label}</bdi>
              {detail && <Detail>{detail}</Detail>}
            </span>
            <Kind>{kind}</Kind>
          </li>
        )}
        renderInput={(params) => (
          <TextField
            {...params}
            hiddenLabel
            autoFocus
            placeholder={`Go to a page, ${listed(nounsOffered(offered).map((type) => nouns[type].one))}`}
            slotProps={{
              ...params.slotProps,
              htmlInput: { ...params.slotProps.htmlInput, 'aria-label': 'Search' },
            }}
          />
        )}
      />
    </Dialog>
  )
}

const listed = (names: string[]) => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

const Kind = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  marginLeft: 'auto',
  paddingLeft: theme.spacing(3),
  color: theme.vars.palette.text.secondary,
}))

const Detail = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  marginLeft: theme.spacing(2),
  color: theme.vars.palette.text.secondary,
}))
