import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { keepFocus } from '#console/ui/keepFocus.ts'
import type { Step } from './step.ts'
import { DraftStatus } from '../draft/DraftStatus.tsx'
import type { useDraft } from '../draft/useDraft.ts'

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
  return (
    <Row onMouseDown={keepFocus}>
      {at > 0 && <Button onClick={onBack}>Back</Button>}
      <Button type="submit" look="primary" busy={busy} disabledReason={disabledReason}>
        {at === steps.length - 1 ? lastLabel : `Next: ${steps[at + 1]?.title}`}
      </Button>
      {children}
      <DraftStatus draft={draft} discarding={discarding} />
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(2),
  marginTop: theme.spacing(9),
}))
