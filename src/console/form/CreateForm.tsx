import { styled } from '@mui/material/styles'
import { useState, type ReactNode } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { keepFocus } from '#console/ui/keepFocus.ts'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { FormProblem } from './FormProblem.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { ObjectFormContext } from './ObjectFormContext.tsx'
import { useFaults } from './useFaults.ts'
import type { ObjectFormState } from './useObjectForm.ts'

type Props<Values> = {
  object: ObjectFormState<Values>
  /** The address of this page. */
  within: string
  /** Repeats the verb: "Create user". */
  submit: string
  submitDisabledReason?: string | undefined
  /** It destroys something. */
  danger?: boolean
  /** Throws an ApiProblem. */
  create: (values: Values) => Promise<void>
  cancel: ReactNode
  /** Where what is typed is kept while it is typed. */
  draft?: {
    /** False while it could not be. */
    kept: boolean
    /** It stands in the form. */
    restored: boolean
    status: ReactNode
  }
  children: ReactNode
}

/** A new object on one page. */
export function CreateForm<Values>({
  object,
  within,
  submit,
  submitDisabledReason,
  danger = false,
  create,
  cancel,
  draft,
  children,
}: Props<Values>) {
  const [wanted, want] = useState<string | null>(null)
  const { categories, form, base, readOnlyReason, restored, forgetRestored } = object
  const { problem, setProblem, judge, fail } = useFaults(object, { goTo: () => undefined, want })
  const send = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      await create(values as Values)
      forgetRestored()
    } catch (error) {
      fail(error)
    }
  })
  const submitted = async () => {
    if (await judge()) await send()
  }
  return (
    <ObjectFormContext held={{ categories, form, base, readOnlyReason, wanted, want }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submitted()
        }}
      >
        {(restored || draft?.restored) && (
          <NoticeBanner>What you had typed is back. Secrets have to be typed again.</NoticeBanner>
        )}
        <FormProblem problem={problem} onRetry={() => void submitted()} />
        {children}
        <Actions onMouseDown={keepFocus}>
          <Button
            type="submit"
            data-shortcut="save"
            look={danger ? 'danger' : 'primary'}
            busy={form.formState.isSubmitting}
            disabledReason={submitDisabledReason}
          >
            {submit}
          </Button>
          {cancel}
          {draft?.status}
        </Actions>
      </form>
      <LeaveGuard within={within} keptElsewhere={draft?.kept ?? false} />
    </ObjectFormContext>
  )
}

const Actions = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(2),
  marginTop: theme.spacing(8),
}))
