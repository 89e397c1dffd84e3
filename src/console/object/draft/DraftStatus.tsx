import { styled } from '@mui/material/styles'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import type { DraftState, useDraft } from './useDraft.ts'

type Props = {
  draft: Pick<ReturnType<typeof useDraft>, 'state' | 'end'>
  /** What becomes of it all when the draft is discarded, and where one is then. */
  discarding: { words: string; leave: () => Promise<void> }
}

/** Whether what is typed is kept, and the way to give it up. */
export function DraftStatus({ draft, discarding }: Props) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Line>
        <span role="status">{words[draft.state]}</span>
        {draft.state !== 'none' && (
          <Button look="plain" onClick={() => setAsking(true)}>
            Discard draft
          </Button>
        )}
      </Line>
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
    </>
  )
}

const words: Record<DraftState, string> = {
  none: '',
  waiting: 'Saving the draft…',
  kept: 'Draft saved',
  failed: 'The draft is not saved; it is tried again with your next change.',
}

const Line = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: theme.spacing(1),
  marginLeft: 'auto',
  color: theme.vars.palette.text.secondary,
}))
