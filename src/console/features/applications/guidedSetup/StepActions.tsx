import { styled } from '@mui/material/styles'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { problemInWords } from '#console/api/problem.ts'
import { Button } from '#console/ui/Button.tsx'
import { keepFocus } from '#console/ui/keepFocus.ts'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { lackForCreate } from './lackForCreate.ts'
import type { Step } from './steps.ts'
import type { DraftState, useDraft } from './useDraft.ts'

type Props = {
  steps: readonly Step[]
  at: number
  creating: boolean
  draft: Pick<ReturnType<typeof useDraft>, 'state' | 'end'>
  onBack: () => void
}

const route = getRouteApi('/signedIn/apps/setup/$recipe')

/** The way on and back, and what becomes of the draft. */
export function StepActions({ steps, at, creating, draft, onBack }: Props) {
  const { me } = route.useRouteContext()
  const navigate = route.useNavigate()
  const [discarding, setDiscarding] = useState(false)
  const last = at === steps.length - 1
  return (
    <Row onMouseDown={keepFocus}>
      {at > 0 && <Button onClick={onBack}>Back</Button>}
      {last ? (
        <Button type="submit" look="primary" busy={creating} disabledReason={lackForCreate(me)}>
          Create
        </Button>
      ) : (
        <Button type="submit" look="primary">
          Next: {steps[at + 1]?.title}
        </Button>
      )}
      <Draft>
        <span role="status">{words[draft.state]}</span>
        {draft.state !== 'none' && (
          <Button look="plain" onClick={() => setDiscarding(true)}>
            Discard draft
          </Button>
        )}
      </Draft>
      {discarding && (
        <ConfirmDialog
          title="Discard this draft?"
          confirm="Discard draft"
          cancel="Keep it"
          problemInWords={problemInWords}
          onConfirm={async () => {
            await draft.end()
            await navigate({ to: '/apps' })
          }}
          onClose={() => setDiscarding(false)}
        >
          What you have filled in is deleted. Nothing has been created yet.
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
