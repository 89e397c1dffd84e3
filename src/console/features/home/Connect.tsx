import { styled } from '@mui/material/styles'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { Panel } from '#console/ui/Panel.tsx'
import { programKinds, type ProgramKind } from '#schema/recipes/programKind.ts'

const kinds = Object.keys(programKinds) as ProgramKind[]

/** Asks what somebody has come for, and opens the catalogue with what fits. */
export function Connect({ federated }: { federated: boolean }) {
  const navigate = useNavigate()
  const [find, setFind] = useState('')
  return (
    <Frame aria-labelledby="connect">
      <h2 id="connect">What do you want to connect?</h2>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          void navigate({ to: '/apps/add', search: { find: find.trim() } })
        }}
      >
        <input
          type="search"
          aria-label="Product or guide"
          placeholder="Product or guide, such as Expel, Splunk, Bank or SCIM"
          value={find}
          onChange={(event) => setFind(event.target.value)}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit">Find</Button>
      </form>
      <p>
        A program that should{' '}
        {kinds.map((kind, index) => (
          <span key={kind}>
            {index > 0 && (index === kinds.length - 1 ? ' or ' : ', ')}
            <TextLink to="/apps/add" search={{ kind }}>
              {programKinds[kind].toLowerCase()}
            </TextLink>
          </span>
        ))}
        {federated && (
          <>
            ; <TextLink to="/identity-providers/new">a place where people have their account</TextLink>
          </>
        )}
        ; or <TextLink to="/apps/add">anything else</TextLink>.
      </p>
    </Frame>
  )
}

const Frame = styled(Panel)(({ theme }) => ({
  marginBottom: theme.spacing(6),
  '& form': { display: 'flex', gap: theme.spacing(2), maxWidth: 560 },
  '& input': {
    ...theme.typography.body1,
    flex: 1,
    minWidth: 0,
    height: 34,
    padding: theme.spacing(0, 3),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: 'inherit',
  },
  '& input::placeholder': { color: theme.vars.palette.text.secondary, opacity: 1 },
  '& p': {
    ...theme.typography.body2,
    margin: theme.spacing(3, 0, 0),
    color: theme.vars.palette.text.secondary,
  },
}))
