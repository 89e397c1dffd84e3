import MenuItem from '@mui/material/MenuItem'
import { styled } from '@mui/material/styles'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { problemInWords } from '#console/api/problem.ts'
import { query } from '#console/api/queries.ts'
import type { Result } from '#console/api/call.ts'
import { Button } from '#console/ui/Button.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { userAgents, type Agent } from '#schema/routing/userAgent.ts'

type Rules = Result<'getRoutingRules'>['Rules']
type Miss = NonNullable<Result<'tryRouting'>['Rules'][number]['Miss']>

const agents = Object.entries(userAgents).filter(([value]) => value !== 'Any')

const misses: Record<Miss, string> = {
  off: 'the rule is off',
  inactive: 'its identity provider is not active',
  domain: 'another domain',
  agent: 'another user agent',
  role: 'not in the role',
  keepsLocalSignIn: 'a System Administrator signs in here',
}

/** Asks the tenant where somebody would sign in, by the very function of the sign-in (RT-05). */
export function TryRouting({ rules, unsaved }: { rules: Rules; unsaved: boolean }) {
  const [typed, setTyped] = useState<{ User: string; UserAgent: Agent }>({ User: '', UserAgent: 'Browser' })
  const [asked, setAsked] = useState<typeof typed | null>(null)
  const { data, error } = useQuery({
    ...query('tryRouting', asked ?? typed),
    enabled: asked !== null,
  })
  return (
    <>
      <p>Type a login name, of somebody who exists or not. {unsaved && 'The saved rules are asked.'}</p>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.User !== '') setAsked(typed)
        }}
      >
        <TextField
          label="Login name"
          value={typed.User}
          onChange={(event) => setTyped({ ...typed, User: event.target.value })}
          slotProps={{
            inputLabel: { shrink: true },
            htmlInput: { maxLength: 200, spellCheck: false, autoCapitalize: 'none' },
          }}
        />
        <TextField
          select
          label="User agent"
          value={typed.UserAgent}
          onChange={(event) => setTyped({ ...typed, UserAgent: event.target.value as Agent })}
        >
          {agents.map(([value, text]) => (
            <MenuItem key={value} value={value}>
              {text}
            </MenuItem>
          ))}
        </TextField>
        <Button type="submit">Try</Button>
      </Form>
      {error && <ProblemBanner {...problemInWords(error)} />}
      <div role="status">
        {asked && data && (
          <>
            <p>
              <bdi>{asked.User}</bdi> signs in{' '}
              <strong>
                {data.IdentityProviderName === null ? 'here' : `at ${data.IdentityProviderName}`}
              </strong>
              .
            </p>
            <ol>
              {data.Rules.map(({ ID, Miss: miss }) => (
                <li key={ID}>
                  <bdi>{rules.find((rule) => rule.ID === ID)?.Domain || 'Everybody'}</bdi>:{' '}
                  {ID === data.Rule ? (
                    <strong>decides</strong>
                  ) : miss ? (
                    misses[miss]
                  ) : (
                    'fits, behind the one that decides'
                  )}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </>
  )
}

const Form = styled('form')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(200px, 320px) 160px auto',
  justifyContent: 'start',
  alignItems: 'start',
  gap: theme.spacing(3),
  [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
}))
