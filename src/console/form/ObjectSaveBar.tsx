import { Check } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { Icon } from '#console/ui/Icon.tsx'
import { SaveBar } from '#console/ui/SaveBar.tsx'
import type { Change } from '#schema/kinds/kind.ts'
import { ChangesInWords } from './ChangesInWords.tsx'
import { useHeldForm } from './ObjectFormContext.tsx'
import { useChanges } from './useChanges.ts'

/** What has to be confirmed besides: the title is the question, the text what follows. */
export type Warning = { title: string; text: string; confirm: string }

type Props = {
  reviewing: boolean
  saving: boolean
  justSaved: boolean
  warn: ((changes: readonly Change[]) => Warning | undefined) | undefined
  besides?: ReactNode
  reasonField: ReactNode
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
  warn,
  besides,
  reasonField,
  onReview,
  onStopReview,
  onSave,
  onDiscard,
}: Props) {
  const { categories } = useHeldForm()
  const changes = useChanges()
  const [confirming, setConfirming] = useState(false)
  const warning = warn?.(changes)
  const stop = () => {
    setConfirming(false)
    onStopReview()
  }
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
            <Button look="primary" data-shortcut="save" onClick={onReview}>
              Review
            </Button>
          </>
        }
      />
      {reviewing && confirming && warning && (
        <ConfirmDialog
          title={warning.title}
          confirm={warning.confirm}
          onConfirm={() => {
            setConfirming(false)
            onSave()
          }}
          onClose={stop}
        >
          {warning.text}
        </ConfirmDialog>
      )}
      {reviewing && !(confirming && warning) && (
        <Dialog
          title="Review changes"
          onClose={stop}
          actions={
            <>
              <Button onClick={stop}>Back</Button>
              <Button
                look="primary"
                data-shortcut="save"
                busy={saving}
                onClick={warning ? () => setConfirming(true) : onSave}
              >
                Save
              </Button>
            </>
          }
        >
          <ChangesInWords categories={categories} changes={changes} />
          {besides}
          {reasonField}
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
