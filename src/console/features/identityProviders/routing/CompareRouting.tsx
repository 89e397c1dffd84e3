import MenuItem from '@mui/material/MenuItem'
import { styled } from '@mui/material/styles'
import TextField from '@mui/material/TextField'
import { useEffect, useRef, useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { agents, userAgents, type Agent } from '#schema/routing/userAgent.ts'
import { compareParts, type Compared } from './compare.ts'
import { ComparedInWords } from './ComparedInWords.tsx'
import type { SentRule } from './rule.ts'

type Props = {
  rules: SentRule[]
  /** The names of identity providers by their ids. */
  providers: ReadonlyMap<string, string>
  lack: string | undefined
  /** Why nobody can be named. */
  lackOfNames: string | undefined
}

const longestList = 10_000

/** What the rules above mean for everybody, against the saved ones: who moves, and who cannot sign in then. */
export function CompareRouting({ rules, providers, lack, lackOfNames }: Props) {
  const [agent, setAgent] = useState<Agent>('Browser')
  const [pasted, setPasted] = useState('')
  const [compared, setCompared] = useState<{ rules: SentRule[]; found: Compared; over: boolean } | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const names = pasted
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, longestList)
  const compare = async () => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    setProblem(null)
    setCompared({ rules, found: nothing, over: false })
    try {
      for await (const found of compareParts(
        { rules, agent, names: names.length === 0 ? null : names },
        control.signal,
      ))
        setCompared({ rules, found, over: false })
      setCompared((last) => last && { ...last, over: true })
    } catch (error) {
      if (control.signal.aborted) return
      setCompared(null)
      setProblem(error)
    }
  }
  const stop = () => {
    running.current?.abort()
    setCompared(null)
  }
  const under = compared !== null && !compared.over
  const { done = 0, total = 0 } = compared?.found ?? {}
  return (
    <>
      <p>
        Compares the rules above with the saved ones, for all people or for those whose login names you paste.
        Nothing is changed.
      </p>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          if (lack === undefined && !under) void compare()
        }}
      >
        <TextField
          label="Only these people"
          placeholder="Everybody"
          value={pasted}
          multiline
          minRows={1}
          maxRows={6}
          disabled={lack !== undefined || lackOfNames !== undefined}
          helperText={
            lackOfNames ?? (names.length > 0 && `${names.length} of at most ${longestList} login names`)
          }
          onChange={(event) => setPasted(event.target.value)}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { spellCheck: false, maxLength: 2_000_000 } }}
        />
        <TextField
          select
          label="User agent"
          value={agent}
          disabled={lack !== undefined}
          onChange={(event) => setAgent(event.target.value as Agent)}
        >
          {agents.map((value) => (
            <MenuItem key={value} value={value}>
              {userAgents[value]}
            </MenuItem>
          ))}
        </TextField>
        {under ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button type="submit" disabledReason={lack}>
            Compare
          </Button>
        )}
      </Form>
      {problem !== null && <ProblemBanner {...problemInWords(problem)} />}
      {under && <Progress aria-label="People compared" {...(total > 0 ? { max: total, value: done } : {})} />}
      <div role="status">
        {under && (
          <p>
            {done} of {total || '…'} people
          </p>
        )}
        {compared?.over &&
          (compared.rules === rules ? (
            <ComparedInWords found={compared.found} providers={providers} />
          ) : (
            <p>The rules were changed since. Compare again.</p>
          ))}
      </div>
    </>
  )
}

const nothing: Compared = { done: 0, total: 0, moves: [], kept: [], unknown: [] }

const Form = styled('form')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(200px, 320px) 160px auto',
  justifyContent: 'start',
  alignItems: 'start',
  gap: theme.spacing(3),
  [theme.breakpoints.down('md')]: { gridTemplateColumns: '1fr', gap: theme.spacing(4) },
}))

const Progress = styled('progress')(({ theme }) => ({
  display: 'block',
  width: '100%',
  maxWidth: 640,
  marginTop: theme.spacing(4),
  accentColor: theme.vars.palette.primary.main,
}))
