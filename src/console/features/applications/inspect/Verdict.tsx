import { styled } from '@mui/material/styles'
import { CircleDashed, CircleHelp, CircleCheck, CircleX, EyeOff } from 'lucide-react'
import type { Result } from '#console/api/call.ts'
import { Icon } from '#console/ui/Icon.tsx'
import type { InspectedCheck } from '#schema/judgement.ts'
import { checkTitles, stagesOf } from './checkTitles.ts'
import { Mend } from './Mend.tsx'
import { verdictInWords } from './verdictInWords.ts'

type Inspected = Result<'inspectApplication'>
type Props = { inspected: Inspected; onGoTo: (path: string) => void }

/** Whether there would be a token, and every check that decides, in the order in which a request meets them. */
export function Verdict({ inspected: { verdict, checks, clientId }, onGoTo }: Props) {
  const deciding = checks.find(({ outcome }) => outcome === 'failed')
  return (
    <>
      <Line role="status">
        <strong>{verdictInWords({ verdict, checks })}</strong> Client ID:{' '}
        <code translate="no">{clientId || 'none'}</code>
        {deciding?.answer && (
          <>
            . It is told{' '}
            <code translate="no">
              {deciding.answer.error}: {deciding.answer.description}
            </code>
          </>
        )}
      </Line>
      {stagesOf(checks).map(({ title, checks: met }) => (
        <Stage key={title}>
          <h3>{title}</h3>
          <ol>
            {met.map((check) => (
              <li key={check.id}>
                <Check check={check} onGoTo={onGoTo} />
              </li>
            ))}
          </ol>
        </Stage>
      ))}
    </>
  )
}

function Check({ check, onGoTo }: { check: InspectedCheck; onGoTo: (path: string) => void }) {
  const { id, outcome, passed, expected, seen, cure } = check
  const look = outcomes[outcome]
  const failsToo = outcome === 'notReached' && !passed
  return (
    <Row data-outcome={outcome}>
      <Mark tone={failsToo ? 'error' : look.tone}>
        <Icon of={look.icon} />
      </Mark>
      <div>
        <Head>
          <span>{checkTitles[id] ?? id}</span>
          <Word tone={failsToo ? 'error' : look.tone}>{failsToo ? 'Not reached, fails too' : look.word}</Word>
        </Head>
        <Facts>
          <dt>Expected</dt>
          <dd>{expected}</dd>
          <dt>Seen</dt>
          <dd>{seen}</dd>
          {!passed && cure && (
            <>
              <dt>To do</dt>
              <dd>{cure}</dd>
            </>
          )}
        </Facts>
        {(!passed || outcome === 'assumed') && <Mend check={check} onGoTo={onGoTo} />}
      </div>
    </Row>
  )
}

const outcomes = {
  passed: { word: 'Passed', tone: 'success', icon: CircleCheck },
  failed: { word: 'Failed', tone: 'error', icon: CircleX },
  notReached: { word: 'Not reached', tone: 'quiet', icon: CircleDashed },
  assumed: { word: 'Taken for granted', tone: 'warning', icon: CircleHelp },
  hidden: { word: 'Not shown', tone: 'quiet', icon: EyeOff },
} as const

type Toned = { tone: 'success' | 'error' | 'warning' | 'quiet' }

const Line = styled('p')(({ theme }) => ({
  margin: theme.spacing(4, 0, 0),
  overflowWrap: 'anywhere',
  '& code': theme.typography.code,
}))

const Stage = styled('div')(({ theme }) => ({
  breakInside: 'avoid-page',
  '& h3': { ...theme.typography.subtitle1, margin: theme.spacing(5, 0, 1), breakAfter: 'avoid' },
  '& ol': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': { breakInside: 'avoid' },
  '& li + li': { borderTop: `1px solid ${theme.vars.palette.divider}` },
}))

const Row = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr)',
  gap: theme.spacing(3),
  padding: theme.spacing(2.5, 0),
}))

const Mark = styled('span', { shouldForwardProp: (name) => name !== 'tone' })<Toned>(({ theme, tone }) => ({
  color: tone === 'quiet' ? theme.vars.palette.text.secondary : theme.vars.palette[tone].main,
  paddingTop: 2,
}))

const Head = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'space-between',
  gap: theme.spacing(0, 3),
  fontWeight: 500,
}))

const Word = styled('span', { shouldForwardProp: (name) => name !== 'tone' })<Toned>(({ theme, tone }) => ({
  ...theme.typography.body2,
  fontWeight: 500,
  color: tone === 'quiet' ? theme.vars.palette.text.secondary : theme.vars.palette[tone].main,
}))

const Facts = styled('dl')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'grid',
  gridTemplateColumns: '5.5rem minmax(0, 1fr)',
  gap: theme.spacing(0, 2),
  margin: theme.spacing(0.5, 0, 1),
  overflowWrap: 'anywhere',
  '& dt': { color: theme.vars.palette.text.secondary },
  '& dd': { margin: 0 },
}))
