import { styled } from '@mui/material/styles'
import useAutocomplete from '@mui/material/useAutocomplete'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useLayoutEffect, useRef, useState } from 'react'
import { nounsOffered } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { nouns } from '#schema/nouns.ts'
import { actionsFor, eventsFor, startsFor } from './otherPlaces.ts'
import { findFor, isPasted } from './findFor.ts'
import { pagesFor } from './palettePages.ts'
import { hasTyped, type Action, type Place } from './place.ts'
import { placesHere } from './placesHere.ts'
import { useFound } from './useFound.ts'

type Props = {
  /** What was typed while it was loaded. */
  begun: string
  onClose: () => void
}

/** Goes anywhere by name: to pages, tabs and settings, to objects of every noun, and into guided setup. It has the browser's own dialog, so that it is there at once. */
export function Palette({ begun, onClose }: Props) {
  const { me, offered } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState(begun)
  const text = useDeferredValue(typed.trim())
  const pages = pagesFor(me, offered).filter(({ label, detail }) => hasTyped(text, label, detail))
  const pasted = isPasted(text)
  const { found, searching } = useFound({ me, offered }, pasted ? '' : text)
  const places = pasted
    ? findFor({ me, offered }, text)
    : [
        ...pages,
        ...placesHere(text),
        ...found,
        // Not before what goes ahead of them: Enter takes the first that was there
        ...(searching
          ? []
          : [...startsFor(offered, text), ...actionsFor(text), ...eventsFor({ me, offered }, text)]),
      ]
  const go = (place: Place | Action | null) => {
    if (!place) return
    onClose()
    if ('run' in place) place.run()
    if (place.link) void navigate(place.link)
  }
  const { getRootProps, getInputProps, getListboxProps, getOptionProps } = useAutocomplete<Place | Action>({
    open: true,
    autoHighlight: true,
    clearOnBlur: false,
    onClose: (_, reason) => reason === 'escape' && onClose(),
    value: null,
    inputValue: typed,
    onInputChange: (_, next, reason) => reason === 'input' && setTyped(next),
    onChange: (_, place) => go(place),
    options: places,
    // The tenant has filtered what it found; pages are filtered above.
    filterOptions: (options) => options,
    getOptionLabel: ({ label }) => label,
    getOptionKey: ({ kind, key }) => `${kind} ${key}`,
    isOptionEqualToValue: (a, b) => a.kind === b.kind && a.key === b.key,
  })
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    // Gives the focus back to where it came from.
    return () => current?.close()
  }, [])
  return (
    <Window
      ref={dialog}
      aria-label="Search"
      onCancel={onClose}
      // A click beside it meets the dialog itself.
      onMouseDown={({ target }) => target === dialog.current && onClose()}
    >
      <div {...getRootProps()}>
        <Input
          {...getInputProps()}
          aria-label="Search"
          placeholder={`Go to a page, ${listed(nounsOffered(offered).map((type) => nouns[type].one))}`}
        />
        {places.length > 0 ? (
          <List {...getListboxProps()} aria-label="Found">
            {places.map((option, index) => {
              const { key, ...props } = getOptionProps({ option, index })
              const { kind, label, detail } = option
              return (
                <li key={key} {...props}>
                  <span>
                    <bdi>{label}</bdi>
                    {detail && <small>{detail}</small>}
                  </span>
                  <small>{kind}</small>
                </li>
              )
            })}
          </List>
        ) : (
          <Nothing role="status">{searching ? 'Searching…' : 'Nothing has that in its name.'}</Nothing>
        )}
      </div>
    </Window>
  )
}

const listed = (names: string[]) => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

const Window = styled('dialog')(({ theme }) => ({
  width: `calc(100% - ${theme.spacing(16)})`,
  maxWidth: 600,
  margin: theme.spacing(8, 'auto'),
  padding: 0,
  overflow: 'hidden',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  color: theme.vars.palette.text.primary,
  backgroundColor: theme.vars.palette.background.paper,
  '&::backdrop': { backgroundColor: theme.vars.palette.common.black, opacity: 0.5 },
}))

const Input = styled('input')(({ theme }) => ({
  ...theme.typography.body1,
  display: 'block',
  width: '100%',
  height: 40,
  padding: theme.spacing(0, 3),
  border: `1px solid ${theme.vars.palette.outline}`,
  borderRadius: theme.shape.borderRadius,
  color: 'inherit',
  backgroundColor: 'transparent',
  '&::placeholder': { color: theme.vars.palette.text.secondary, opacity: 1 },
  '&:focus-visible': { outline: `2px solid ${theme.vars.palette.primary.main}`, outlineOffset: -2 },
}))

const List = styled('ul')(({ theme }) => ({
  maxHeight: '60vh',
  margin: 0,
  padding: theme.spacing(2, 0),
  overflowY: 'auto',
  listStyle: 'none',
  '& li': {
    ...theme.typography.body1,
    display: 'flex',
    alignItems: 'center',
    minHeight: 34,
    padding: theme.spacing(1.5, 4),
    cursor: 'pointer',
  },
  '& li.Mui-focused': { backgroundColor: theme.vars.palette.quiet },
  '& small': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
  '& li > small': { marginLeft: 'auto', paddingLeft: theme.spacing(3) },
  '& span > small': { marginLeft: theme.spacing(2) },
}))

const Nothing = styled('p')(({ theme }) => ({
  margin: 0,
  padding: theme.spacing(3.5, 4),
  color: theme.vars.palette.text.secondary,
}))
