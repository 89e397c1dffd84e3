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
import { agents, userAgents, type Agent } from '#schema/routing/userAgent.ts'
import type { Rule, SentRule } from './rule.ts'
import type { Choice } from './useChoices.ts'

type Tried = Result<'tryRouting'>
type Miss = NonNullable<Tried['Misses'][number]>

const misses: Record<Miss, string> = {
  off: 'the rule is off',
  inactive: 'its identity provider is not active',
  domain: 'another domain',
  agent: 'another user agent',
  role: 'not in the role',
  keepsLocalSignIn: 'a System Administrator or the break-glass account signs in here',
}

const places: Record<Tried['To'], (name: string | null) => string> = {
  directories: () => 'here',
  identityProvider: (name) => `at ${name}`,
  nowhere: () => 'nowhere: a role requires federation, and no rule leads to an identity provider',
}

type Asked = { User: string; UserAgent: Agent; Role: string | null }
type Props = { rules: readonly Rule[]; unsaved: SentRule[] | null; roles: readonly Choice[] }

/** Asks the tenant where somebody would sign in, by the very function of the sign-in (RT-05). */
export function TryRouting({ rules, unsaved, roles }: Props) {
  const [typed, setTyped] = useState<Asked>({ User: '', UserAgent: 'Browser', Role: null })
  const [asked, setAsked] = useState<(Asked & { of: readonly Rule[] }) | null>(null)
  const { of: askedRules, ...someone } = asked ?? { ...typed, of: rules }
  const bySaved = useQuery({
    ...query('tryRouting', someone),
    enabled: asked !== null && unsaved === null,
  })
  const byUnsaved = useQuery({
    ...query('tryUnsavedRouting', { ...someone, Rules: unsaved ?? [] }),
    enabled: asked !== null && unsaved !== null && askedRules === rules,
  })
  // Of other rules than are shown now nothing is told
  const { data, error } = unsaved === null ? bySaved : byUnsaved
  const current = asked !== null && askedRules === rules ? data : undefined
  return (
    <>
      <p>
        Type a login name, of somebody who exists or not.{' '}
        {unsaved && 'The rules above are asked, also before they are saved.'}
      </p>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.User !== '') setAsked({ ...typed, of: rules })
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
          {agents.map((value) => (
            <MenuItem key={value} value={value}>
              {userAgents[value]}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          label="Also in the role"
          value={typed.Role ?? ''}
          onChange={(event) => setTyped({ ...typed, Role: event.target.value || null })}
          slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
        >
          <MenuItem value="">As the account is</MenuItem>
          {roles.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <Button type="submit">Try</Button>
      </Form>
      {error && <ProblemBanner {...problemInWords(error)} />}
      <div role="status">
        {current && (
          <>
            <p>
              <bdi>{asked?.User}</bdi> signs in{' '}
              <strong>{places[current.To](current.IdentityProviderName)}</strong>.
            </p>
            {!current.AccountRead && (
              <p>
                You may not look at users, so this is what happens to somebody unknown: whether there is an
                account of that name, and its roles, are left out.
              </p>
            )}
            <ol>
              {current.Misses.map((miss, index) => (
                <li key={rules[index]?.ID ?? index}>
                  <bdi>{rules[index]?.Domain || 'Everybody'}</bdi>:{' '}
                  {index === current.Rule ? (
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
  gridTemplateColumns: 'minmax(200px, 320px) 160px minmax(140px, 200px) auto',
  justifyContent: 'start',
  alignItems: 'start',
  gap: theme.spacing(3),
  [theme.breakpoints.down('md')]: { gridTemplateColumns: '1fr', gap: theme.spacing(4) },
}))
