import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { useId, useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import type { BulkAction, BulkType } from '#schema/bulk.ts'
import { nouns } from '#schema/nouns.ts'
import { mostReason } from '#schema/reason.ts'
import { actionWords } from './bulkWords.ts'
import { BulkResults } from './BulkResults.tsx'
import { undoable, useBulk } from './useBulk.ts'

type Props = {
  type: BulkType
  action: BulkAction
  /** Of what sets something. */
  value: string | null
  ids: readonly string[]
  /** Something has been done: what was chosen is not what there is any more. */
  onDone: () => void
  onClose: () => void
}

/** Says first what would become of each, then does it and says what did. */
export function BulkDialog({ type, action, value, ids, onDone, onClose }: Props) {
  const { state, start, undo, stop, tryAgain } = useBulk({ type, action, value }, ids)
  const [reason, setReason] = useState('')
  const reasonId = useId()
  const { step, busy, results, of } = state
  const { verb, done, look, undoes } = actionWords[action]
  const { one, many } = nouns[type]
  const counted = (count: number) => `${count.toLocaleString()} ${count === 1 ? one : many}`
  const would = results.filter(({ outcome }) => outcome === 'done').length
  const back = step === 'do' && undoes ? undoable(results) : []
  const close = () => {
    if (step !== 'try') onDone()
    onClose()
  }
  return (
    <Dialog
      title={`${verb} ${counted(ids.length)}`}
      width="md"
      onClose={busy && step !== 'try' ? () => {} : close}
      actions={
        busy ? (
          <Button onClick={step === 'try' ? close : stop}>{step === 'try' ? 'Cancel' : 'Stop'}</Button>
        ) : step === 'try' ? (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              look={look}
              disabledReason={
                (state.error !== null && 'It is not known yet what would happen.') ||
                (would === 0 && 'Nothing of it can be done.')
              }
              onClick={() => start(reason.trim())}
            >
              {verb} {counted(would)}
            </Button>
          </>
        ) : (
          <>
            {back.length > 0 && <Button onClick={undo}>Undo</Button>}
            <Button look="primary" onClick={close}>
              Close
            </Button>
          </>
        )
      }
    >
      {state.error !== null && (
        <ProblemBanner
          {...problemInWords(state.error)}
          focused
          onRetry={step === 'try' ? tryAgain : undefined}
        />
      )}
      {busy && (
        <Bar
          aria-label={step === 'try' ? 'Looking what would happen' : 'Done so far'}
          value={results.length}
          max={of}
        />
      )}
      <p role="status">{inWords()}</p>
      <BulkResults results={results} type={type} />
      {step === 'try' && !busy && would > 0 && (
        <>
          <label htmlFor={reasonId} style={{ display: 'block', marginTop: 16 }}>
            Reason, for the Changelog (optional)
          </label>
          <OutlinedInput
            fullWidth
            id={reasonId}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            inputProps={{ maxLength: mostReason, autoComplete: 'off' }}
          />
        </>
      )}
    </Dialog>
  )

  function inWords(): string {
    if (busy) return `${results.length.toLocaleString()} of ${counted(of)}`
    const with_ = (outcome: string) => results.filter((each) => each.outcome === outcome).length
    const others = [
      ...(with_('same') > 0 ? [`${counted(with_('same'))} already as wanted`] : []),
      ...(with_('gone') > 0 ? [`${counted(with_('gone'))} no longer there`] : []),
      ...(with_('refused') > 0 ? [`${counted(with_('refused'))} refused`] : []),
      ...(results.length < of ? [`${counted(of - results.length)} not reached`] : []),
    ]
    const after = others.length > 0 ? `; ${others.join(', ')}` : ''
    if (step === 'try') return `${counted(would)} would be ${done}${after}. Nothing has been changed yet.`
    if (step === 'undo') return `${counted(would)} as before again${after}.`
    const kept = undoes || would === 0 ? '' : ' Their settings are kept under Settings, Deleted.'
    return `${counted(would)} ${done}${after}.${kept}`
  }
}

const Bar = styled('progress')(({ theme }) => ({
  width: '100%',
  accentColor: theme.vars.palette.primary.main,
}))
