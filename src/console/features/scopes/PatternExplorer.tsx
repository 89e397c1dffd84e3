import { styled } from '@mui/material/styles'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { ApiRisk } from '#console/object/consequences/ApiRisk.tsx'
import { Fold } from '#console/object/consequences/Fold.tsx'
import { neededRight } from '#console/object/consequences/neededRight.ts'
import { Button } from '#console/ui/Button.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { FaultText } from '#console/ui/FaultText.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { accessInWords, type Endpoint } from '#schema/endpoint.ts'
import { openedBeyond, openedCalls, type OpenedCall } from '#schema/openedCalls.ts'
import { mostPatterns, patternFault } from '#schema/scopePattern.ts'
import { scopeRisk } from '#schema/scopeRisk.ts'
import { refusedBy, tighterPatterns } from '#schema/tighterPatterns.ts'
import { CountedSince } from './LastUse.tsx'
import { Lines, Quiet } from './Patterns.tsx'
import { RiskChip } from './RiskChip.tsx'
import { callsQuery } from './scopeQueries.ts'
import type { ScopesSearch } from './scopesSearch.ts'
import { ScopesHeader } from './ScopesHeader.tsx'

/** What patterns open, judged by the functions that the tenant enforces with, and what others would open in their place. */
export function PatternExplorer({ search }: { search: ScopesSearch }) {
  const { app, scope } = search
  const ofScope = app !== '' && scope !== ''
  const called = useQuery({ ...callsQuery(app, scope), enabled: ofScope }).data ?? null
  const [typed, setTyped] = useState(search.patterns || (called?.patterns.join('\n') ?? ''))
  const [other, setOther] = useState('')
  const patterns = linesOf(useDeferredValue(typed))
  const others = linesOf(useDeferredValue(other))
  const paths = called?.paths ?? []
  return (
    <>
      <ScopesHeader view="patterns">
        {ofScope ? (
          <>
            Begins with the patterns of <code>{scope}</code>. Nothing is saved here.
          </>
        ) : (
          'Type patterns to see which calls they open. Nothing is saved here.'
        )}
      </ScopesHeader>
      <Columns>
        <Patterns label="Patterns, one in each line" value={typed} onChange={setTyped} />
        <Patterns label="Compare with" value={other} onChange={setOther} />
      </Columns>
      {called && <Tighter patterns={patterns} paths={paths} since={called.countedSince} onTry={setOther} />}
      {others.length > 0 ? (
        <Compared patterns={patterns} others={others} paths={paths} />
      ) : patterns.length > 0 ? (
        <Calls title="Opens" calls={[...openedCalls(patterns)]} />
      ) : (
        <EmptyState>
          Without a pattern nothing is open. Try <code>Redrock/query$</code>, which opens the query alone, or{' '}
          <code>Redrock/.*</code>, which opens all that begins so.
        </EmptyState>
      )}
    </>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, mostPatterns)

type Paths = readonly { path: string; calls: number }[]

function Patterns({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const id = useId()
  const patterns = linesOf(useDeferredValue(value))
  const faults = patterns.flatMap((pattern) => {
    const fault = patternFault(pattern)
    return fault === undefined ? [] : [{ pattern, fault }]
  })
  return (
    <Field>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={4}
        maxLength={5000}
        value={value}
        spellCheck={false}
        autoCapitalize="off"
        aria-describedby={`${id}-faults`}
        aria-invalid={faults.length > 0}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`${id}-faults`}>
        {faults.map(({ pattern, fault }) => (
          <FaultText key={pattern}>
            {pattern.slice(0, 80)}: {fault}
          </FaultText>
        ))}
        {patterns.length > 0 && faults.length < patterns.length && <RiskChip risk={scopeRisk(patterns)} />}
      </div>
    </Field>
  )
}

/** Ready alternatives from what was really called. */
function Tighter({
  patterns,
  paths,
  since,
  onTry,
}: {
  patterns: readonly string[]
  paths: Paths
  since: number | null
  onTry: (patterns: string) => void
}) {
  const found = tighterPatterns(patterns, paths)
  return (
    <section aria-label="Tighter patterns">
      <SectionHeading>Tighter patterns</SectionHeading>
      <p>
        {paths.length === 0
          ? 'Nothing was called with this scope, so there is nothing to learn from. '
          : `Called with it: ${paths.map(({ path, calls }) => `${path} (${calls.toLocaleString()})`).join(', ')}. `}
        <CountedSince at={since} />
      </p>
      {paths.length > 0 && found.length === 0 && <p>These patterns open no more than what was called.</p>}
      <List>
        {found.map(({ patterns: tighter, opens, refuses }) => (
          <li key={tighter.join('\n')}>
            <Lines>
              {tighter.map((pattern) => (
                <code key={pattern}>{pattern}</code>
              ))}
              <Quiet>
                {opens === 1 ? 'Opens 1 call' : `Opens ${opens} calls`} instead of{' '}
                {openedCalls(patterns).size}. {refusal(refuses)}
              </Quiet>
            </Lines>
            <Button onClick={() => onTry(tighter.join('\n'))}>Compare</Button>
          </li>
        ))}
      </List>
    </section>
  )
}

function refusal(refused: Paths): string {
  const calls = refused.reduce((sum, each) => sum + each.calls, 0)
  if (calls === 0) return 'Would have refused nothing of the last 90 days.'
  const names = refused.map(({ path }) => path).join(', ')
  return `Would have refused ${calls === 1 ? 'this call' : `these ${calls.toLocaleString()} calls`} of the last 90 days: ${names}.`
}

function Compared({
  patterns,
  others,
  paths,
}: {
  patterns: readonly string[]
  others: readonly string[]
  paths: Paths
}) {
  return (
    <>
      {paths.length > 0 && <p role="status">{refusal(refusedBy(others, patterns, paths))}</p>}
      <Calls title="Lost" calls={openedBeyond(patterns, others)} />
      <Calls title="Gained" calls={openedBeyond(others, patterns)} />
      <Calls
        title="Open with both"
        calls={[...openedCalls(patterns)].filter((call) => openedCalls(others).has(call))}
      />
    </>
  )
}

const needed = ({ access, rightInWords }: Endpoint) => neededRight(rightInWords ?? accessInWords(access))

const danger = ['takesOver', 'writes', 'reads', 'low']
const mostAtFirst = 12

function Calls({ title, calls }: { title: string; calls: readonly OpenedCall[] }) {
  const sorted = calls.toSorted(
    (a, b) =>
      danger.indexOf(a.endpoint.risk) - danger.indexOf(b.endpoint.risk) || a.path.localeCompare(b.path),
  )
  return (
    <section aria-label={title}>
      <SectionHeading>{`${title}: ${calls.length === 0 ? 'nothing' : calls.length === 1 ? '1 call' : `${calls.length} calls`}`}</SectionHeading>
      <Fold items={sorted} most={mostAtFirst}>
        {(shown) => (
          <List>
            {shown.map(({ path, endpoint }) => (
              <li key={path}>
                <Lines>
                  <Head>
                    <code>{path}</code>
                    <ApiRisk risk={endpoint.risk} />
                  </Head>
                  <Quiet>
                    {endpoint.about} {needed(endpoint)}
                  </Quiet>
                </Lines>
              </li>
            ))}
          </List>
        )}
      </Fold>
    </section>
  )
}

const Head = styled('span')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1, 2),
}))

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: theme.spacing(4),
  marginBottom: theme.spacing(6),
  [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
}))

const Field = styled('div')(({ theme }) => ({
  minWidth: 0,
  '& label': { ...theme.typography.subtitle2, display: 'block', marginBottom: theme.spacing(1) },
  '& textarea': {
    ...theme.typography.body1,
    fontFamily: 'monospace',
    width: '100%',
    padding: theme.spacing(2),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: theme.vars.palette.text.primary,
    resize: 'vertical',
  },
}))

const List = styled('ul')(({ theme }) => ({
  listStyle: 'none',
  margin: theme.spacing(0, 0, 4),
  padding: 0,
  '& > li': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0),
    borderTop: `1px solid ${theme.vars.palette.divider}`,
  },
  '& > li > span': { flex: '1 1 240px' },
}))
