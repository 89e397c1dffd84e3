import { styled } from '@mui/material/styles'
import { useState, type ReactNode } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { keepFocus } from '#console/ui/keepFocus.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import type { Step } from './step.ts'
import type { DraftState, useDraft } from './useDraft.ts'

type Props = {
  steps: readonly Step[]
  at: number
  /** What the last step does. */
  lastLabel: string
  /** Why one cannot go on from here. */
  disabledReason: string | undefined
  busy: boolean
  draft: Pick<ReturnType<typeof useDraft>, 'state' | 'end'>
  onBack: () => void
  /** What becomes of it all when the draft is discarded, and where one is then. */
  discarding: { words: string; leave: () => Promise<void> }
  /** Another way on. */
  children?: ReactNode
}

/** The way on and back, and what becomes of the draft. */
export function StepActions({
  steps,
  at,
  lastLabel,
  disabledReason,
  busy,
  draft,
  onBack,
  discarding,
  children,
}: Props) {
  const [asking, setAsking] = useState(false)
  return (
    <Row onMouseDown={keepFocus}>
      {at > 0 && <Button onClick={onBack}>Back</Button>}
      <Button type="submit" look="primary" busy={busy} disabledReason={disabledReason}>
        {at === steps.length - 1 ? lastLabel : `Next: ${steps[at + 1]?.title}`}
      </Button>
      {children}
      <Draft>
        <span role="status">{words[draft.state]}</span>
        {draft.state !== 'none' && (
          <Button look="plain" onClick={() => setAsking(true)}>
            Discard draft
          </Button>
        )}
      </Draft>
      {asking && (
        <ConfirmDialog
          title="Discard this draft?"
          confirm="Discard draft"
          cancel="Keep it"
          problemInWords={problemInWords}
          onConfirm={async () => {
            await draft.end()
            await discarding.leave()
          }}
          onClose={() => setAsking(false)}
        >
          {discarding.words}
        </ConfirmDialog>
      )}
    </Row>
  )
}

const words: Record<DraftState, string> = {
  none: '',
  waiting: 'Saving the draft…',
  kept: 'Draft saved',
  failed: 'The draft is not saved; it is tried again with your next change.',
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2),
  marginTop: theme.spacing(9),
}))

const Draft = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1),
  marginLeft: 'auto',
  color: theme.vars.palette.text.secondary,
}))
