import { useLocation } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import type { Change } from '#schema/kinds/kind.ts'
import { settingIn } from './fieldAddress.ts'
import { FormProblem } from './FormProblem.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { ObjectFormContext } from './ObjectFormContext.tsx'
import { ObjectSaveBar, type Warning } from './ObjectSaveBar.tsx'
import { ReasonField } from './ReasonField.tsx'
import { StaleSave } from './StaleSave.tsx'
import { useObjectSave, type SaveOptions } from './useObjectSave.ts'
import type { ObjectFormState } from './useObjectForm.ts'

type Props<Values> = SaveOptions<Values> & {
  object: ObjectFormState<Values>
  /** The address of the object: its tabs are below it and belong to the same form. */
  within: string
  /** What has to be confirmed on top of the review: changes that others feel at once. */
  warn?: (changes: readonly Change[]) => Warning | undefined
  /** Shown with the review, below the changes. */
  besides?: ReactNode
  /** Whether the person may say why: where the tenant keeps it. */
  asksReason?: boolean
  children: ReactNode
}

/** An existing object that is edited: the fields of all its tabs, one save bar, one review. */
export function ObjectForm<Values>({
  object,
  within,
  warn,
  besides,
  asksReason = false,
  children,
  ...options
}: Props<Values>) {
  const hash = useLocation({ select: (location) => location.hash })
  const [followed, follow] = useState('')
  const [wanted, want] = useState<string | null>(null)
  if (hash !== followed) {
    follow(hash)
    want(settingIn(hash))
  }
  const saving = useObjectSave(object, { ...options, want })
  const { categories, form, base, readOnlyReason, restored, forgetRestored } = object
  const discard = () => {
    forgetRestored()
    saving.clear()
    form.reset(base.values)
  }
  return (
    <ObjectFormContext held={{ categories, form, base, readOnlyReason, wanted, want }}>
      {readOnlyReason !== undefined && <NoticeBanner>{readOnlyReason}</NoticeBanner>}
      {restored && (
        <NoticeBanner actions={<Button onClick={discard}>Discard them</Button>}>
          The changes you had not saved are back.
        </NoticeBanner>
      )}
      <FormProblem problem={saving.problem} onRetry={() => void saving.save()} />
      {children}
      <ObjectSaveBar
        reviewing={saving.reviewing}
        saving={form.formState.isSubmitting}
        justSaved={saving.justSaved}
        warn={warn}
        besides={besides}
        reasonField={asksReason && <ReasonField value={saving.reason} onChange={saving.setReason} />}
        onReview={saving.review}
        onStopReview={saving.stopReview}
        onSave={() => void saving.save()}
        onDiscard={discard}
      />
      <StaleSave object={object} saving={saving} />
      <LeaveGuard within={within} />
    </ObjectFormContext>
  )
}
