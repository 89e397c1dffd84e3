import { styled } from '@mui/material/styles'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useDebounced } from './useDebounced.ts'
import { Icon } from './Icon.tsx'

type Props = { label: string; value: string; onSearch: (text: string) => void }

const pause = 250

/** Searches when the person stops typing. */
export function SearchField({ label, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value)
  const [asked, setAsked] = useState(value)
  const [seen, setSeen] = useState(value)
  const { ask } = useDebounced((text: string) => {
    setAsked(text)
    onSearch(text)
  }, pause)
  if (value !== seen) {
    setSeen(value)
    // The address was changed from outside, by Back or by removing a filter. The answer to a search from here must not replace what was typed since.
    if (value !== asked) {
      setAsked(value)
      setTyped(value)
    }
  }
  const type = (text: string) => {
    setTyped(text)
    ask(text.trim())
  }
  return (
    <Frame>
      <Icon of={Search} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => type(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
      />
    </Frame>
  )
}

const Frame = styled('div')(({ theme }) => ({
  position: 'relative',
  flex: '0 1 320px',
  minWidth: 0,
  '& svg': {
    position: 'absolute',
    left: theme.spacing(2.5),
    top: 9,
    color: theme.vars.palette.text.secondary,
    pointerEvents: 'none',
  },
  '& input': {
    ...theme.typography.body1,
    width: '100%',
    height: 34,
    padding: theme.spacing(0, 2.5, 0, 8.5),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: 'inherit',
  },
  '& input::placeholder': { color: theme.vars.palette.text.secondary, opacity: 1 },
  [theme.breakpoints.down('sm')]: { flexBasis: '100%' },
}))
