import { styled } from '@mui/material/styles'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { problemInWords } from '#console/api/problem.ts'
import { streamed } from '#console/api/streamed.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { verificationLine } from '#schema/calls/eventCalls.ts'

type Line = z.output<typeof verificationLine>

/** Has the tenant read the whole log, and says what it found. */
export function VerifyLog({ onClose }: { onClose: () => void }) {
  const [line, setLine] = useState<Line | null>(null)
  const [error, setError] = useState<unknown>(null)
  const under = useRef<AbortController>(null)

  const verify = async () => {
    under.current?.abort()
    const { signal } = (under.current = new AbortController())
    setLine({ checked: 0, of: 0 })
    setError(null)
    try {
      for await (const said of linesOf(streamed('verifyEvents', {}, signal))) setLine(said)
    } catch (failed) {
      if (!signal.aborted) setError(failed)
    }
  }
  useEffect(() => () => under.current?.abort(), [])

  const working = line !== null && 'checked' in line && error === null
  return (
    <Dialog
      title="Verify the audit log"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{working ? 'Cancel' : 'Close'}</Button>
          {line === null && (
            <Button look="primary" onClick={() => void verify()}>
              Verify
            </Button>
          )}
        </>
      }
    >
      {error !== null && <ProblemBanner {...problemInWords(error)} focused onRetry={() => void verify()} />}
      {line === null && (
        <>
          <p>
            Each event carries a mark that only this installation can make, and that depends on the event
            before it. Verifying reads all of them, and every version that they tell of.
          </p>
          <p>
            Whether the whole log was put back to an earlier state is told by a checkpoint that is kept
            elsewhere: <code>npm run verify -- --against FILE</code>
          </p>
        </>
      )}
      {working && (
        <>
          <p role="status">
            {line.of === 0
              ? 'Reading …'
              : `${line.checked.toLocaleString()} of ${line.of.toLocaleString()} events`}
          </p>
          <Bar aria-label="Verified" {...(line.of > 0 && { value: line.checked, max: line.of })} />
        </>
      )}
      {line && 'intact' in line && <Verdict line={line} />}
    </Dialog>
  )
}

function Verdict({ line }: { line: Extract<Line, { intact: boolean }> }) {
  if (line.intact)
    return (
      <p role="status">
        {line.events.toLocaleString()} events and {line.versions.toLocaleString()} versions, each as it was
        recorded.
      </p>
    )
  return (
    <div role="alert">
      <SeverityText severity="danger">
        Event {line.number.toLocaleString()}: {line.fault}
      </SeverityText>
      <p>
        Somebody changed the database without this product, or it is damaged. Keep a copy of it, and compare
        with a backup and with checkpoints that were kept elsewhere.
      </p>
    </div>
  )
}

/** Lines of JSON, however they are cut into pieces. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const each of lines) yield verificationLine.parse(JSON.parse(each))
  }
}

const Bar = styled('progress')(({ theme }) => ({
  width: '100%',
  accentColor: theme.vars.palette.primary.main,
}))
