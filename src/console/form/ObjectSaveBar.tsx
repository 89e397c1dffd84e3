import { Check } from 'lucide-react'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { SaveBar } from '#console/ui/SaveBar.tsx'
import { ChangesInWords } from './ChangesInWords.tsx'
import { useHeldForm } from './ObjectFormContext.tsx'
import { useChanges } from './useChanges.ts'

type Props = {
  reviewing: boolean
  saving: boolean
  justSaved: boolean
  onReview: () => void
  onStopReview: () => void
  onSave: () => void
  onDiscard: () => void
}

/** "3 changes" · Review · Discard; the review says every change in words and saves. */
export function ObjectSaveBar({
  reviewing,
  saving,
  justSaved,
  onReview,
  onStopReview,
  onSave,
  onDiscard,
}: Props) {
  const { categories } = useHeldForm()
  const changes = useChanges()
  if (changes.length === 0) return justSaved ? <SaveBar message={<Saved />} /> : null
  return (
    <>
      <SaveBar
        message={changes.length === 1 ? '1 change' : `${changes.length} changes`}
        actions={
          <>
            <Button onClick={onDiscard} disabledReason={saving && 'Saving is under way.'}>
              Discard
            </Button>
            <Button look="primary" onClick={onReview}>
              Review
            </Button>
          </>
        }
      />
      {reviewing && (
        <Dialog
          title="Review changes"
          onClose={onStopReview}
          actions={
            <>
              <Button onClick={onStopReview}>Back</Button>
              <Button look="primary" busy={saving} onClick={onSave}>
                Save
              </Button>
            </>
          }
        >
          <ChangesInWords categories={categories} changes={changes} />
        </Dialog>
      )}
    </>
  )
}

function Saved() {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      <Icon of={Check} /> Saved
    </span>
  )
}
