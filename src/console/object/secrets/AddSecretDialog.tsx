import { useId, useState } from 'react'
import type { z } from 'zod'
import { newUuid } from '#console/api/newUuid.ts'
import { useAct } from '#console/api/queries.ts'
import { Button } from '#console/ui/Button.tsx'
import { Dialog } from '#console/ui/Dialog.tsx'
import { objectOf, readStored } from '#schema/category.ts'
import { expiryOf, newSecret } from '#schema/newSecret.ts'
import type { SecretOwner } from '#schema/secret.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { faultsAt } from '#console/form/faultsAt.ts'
import { FormProblem } from '#console/form/FormProblem.tsx'
import { ObjectFormContext } from '#console/form/ObjectFormContext.tsx'
import { useFaults } from '#console/form/useFaults.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { SecretShown } from './SecretShown.tsx'

const categories = [newSecret] as const
const shape = objectOf(categories)
const blank = readStored(categories, {})

type Props = {
  owner: SecretOwner
  /** Another secret of the client works already. */
  beside: boolean
  onClose: () => void
}

/** Asks what the secret is for and until when, then shows it this once. It is kept in no cache: closing the dialog forgets it (CL-01). */
export function AddSecretDialog({ owner, beside, onClose }: Props) {
  // One key for as long as the dialog is open: a second click, or a retry after a lost reply, makes no second secret
  const [{ key, openedAt, other }] = useState(() => ({
    key: newUuid(),
    openedAt: Date.now(),
    other: beside,
  }))
  const [secret, setSecret] = useState<string | null>(null)
  const [wanted, want] = useState<string | null>(null)
  const formId = useId()
  const { mutateAsync } = useAct('secretsAdd')
  const object = useObjectForm({ categories, schema: shape, saved: blank })
  const { form, base } = object
  const { problem, setProblem, judge, fail } = useFaults(object, { goTo: () => undefined, want })

  const send = form.handleSubmit(async (values) => {
    setProblem(null)
    // What the resolver has let through
    const { newSecret: asked } = values as z.output<typeof shape>
    try {
      const added = await faultsAt(
        { label: 'newSecret.label', expiresAt: 'newSecret.expiry' },
        mutateAsync({ owner, key, label: asked.label, expiresAt: expiryOf(asked, openedAt) }),
      )
      setSecret(added.secret)
    } catch (error) {
      fail(error)
    }
  })
  const submit = async () => {
    if (await judge()) await send()
  }

  if (secret !== null) return <SecretShown secret={secret} beside={other} onClose={onClose} />
  return (
    <Dialog
      title="Add secret"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} look="primary" busy={form.formState.isSubmitting}>
            Add secret
          </Button>
        </>
      }
    >
      <ObjectFormContext
        held={{ categories, form, base, readOnlyReason: undefined, wanted, want, isNew: true }}
      >
        <form
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <FormProblem problem={problem} onRetry={() => void submit()} />
          <CategoryForm category={newSecret} />
        </form>
      </ObjectFormContext>
    </Dialog>
  )
}
