import { styled } from '@mui/material/styles'
import { memo } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConsequenceFrame } from '#console/object/consequences/ConsequenceFrame.tsx'
import { CopyButton } from '#console/ui/CopyButton.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import type { Finding } from '#schema/judgement.ts'
import { Findings } from './Findings.tsx'
import { Outcome } from './Outcome.tsx'
import { ScopesOpen } from './ScopesOpen.tsx'
import { usePreview, type Preview, type PreviewOf } from './usePreview.ts'

type Props = {
  of: PreviewOf
  /** What else is to be said about the values. */
  more?: Finding[]
  /** Why nothing can be shown. */
  lack?: string | undefined
  /** Brings a setting onto the screen: "tokens.tokenLifetime". */
  onGoTo: (path: string) => void
}

/** What the present values mean. The tenant says it with the code that issues tokens and enforces scopes. */
export function ConsequencePanel({ of, more = nothingMore, lack, onGoTo }: Props) {
  const { preview, error, isFetching, retry } = usePreview(of, lack === undefined)
  return (
    <ConsequenceFrame busy={isFetching}>
      {lack !== undefined && (
        <Quiet>Nothing can be shown here. {lack} Ask a System Administrator for it.</Quiet>
      )}
      {'savedOf' in of && <Quiet>As it is saved: what you may not change cannot be tried.</Quiet>}
      {error && (
        <Trouble role="status">
          <span>
            {problemInWords(error).happened}{' '}
            {preview ? 'What stands here is older than your last change.' : ''}
          </span>
          <Button onClick={retry}>Ask again</Button>
        </Trouble>
      )}
      {lack === undefined && !preview && !error && <Quiet>Asking the tenant what these settings mean…</Quiet>}
      {preview && (
        <Consequences
          preview={preview}
          more={more}
          permitted={'savedOf' in of || of.client.kind === 'permitted'}
          onGoTo={onGoTo}
        />
      )}
    </ConsequenceFrame>
  )
}

const nothingMore: Finding[] = []

type Said = Required<Pick<Props, 'more' | 'onGoTo'>> & { preview: Preview; permitted: boolean }

/** The same while somebody types, until the tenant says something else. */
const Consequences = memo(function Consequences({ preview, more, permitted, onGoTo }: Said) {
  return (
    <>
      <span role="status" style={visuallyHidden}>
        {inShort(preview, more)}
      </span>
      <Findings findings={[...more, ...preview.findings]} onGoTo={onGoTo} />
      <Outcome preview={preview} permitted={permitted} onGoTo={onGoTo} />
      <h3>Endpoints</h3>
      {preview.endpoints.map(({ name, url }) => (
        <Endpoint key={name}>
          <span>{name}</span>
          <code translate="no">{url}</code>
          <CopyButton value={url} label={`Copy ${name}`} />
        </Endpoint>
      ))}
      <ScopesOpen opens={preview.opens} />
    </>
  )
})

function inShort({ findings, judgements }: Preview, more: Finding[]): string {
  const count = findings.length + more.length
  const said = count === 0 ? 'No findings.' : count === 1 ? '1 finding.' : `${count} findings.`
  const refused = judgements.some(({ passed }) => !passed)
  return `${said} ${refused ? 'A token would be refused.' : 'A token would be issued.'}`
}

const Endpoint = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  columnGap: theme.spacing(2),
  padding: theme.spacing(1, 0),
  '& span': { gridColumn: 1, color: theme.vars.palette.text.secondary },
  '& code': { ...theme.typography.code, gridColumn: 1, overflowWrap: 'anywhere' },
  '& button': { gridColumn: 2, gridRow: '1 / span 2', alignSelf: 'center' },
}))

const Trouble = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: theme.spacing(3),
  marginTop: theme.spacing(2),
  color: theme.vars.palette.text.secondary,
}))

const Quiet = styled('p')(({ theme }) => ({
  margin: theme.spacing(2, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
