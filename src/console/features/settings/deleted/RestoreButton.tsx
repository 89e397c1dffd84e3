import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { nouns } from '#schema/nouns.ts'
import type { DeletedObject } from './deleted.ts'

/** Opens the form for a new object with the settings of a deleted one. */
export function RestoreButton({
  deleted: { type, id, version, name, template },
}: {
  deleted: DeletedObject
}) {
  const { me } = signedInRoute.useRouteContext()
  const { mutateAsync } = useAct('importAppFromTemplate')
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const { one, writers } = nouns[type]
  const from = { id, version, called: `the deleted ${one} ${name}` }
  // An application is there as soon as it is added from its template; its settings follow in its form
  const add = async () => {
    const [added] = await mutateAsync({ ID: [template ?? ''] })
    if (!added) return setAdding(false)
    await navigate({
      to: '/apps/$id/$tab',
      params: { id: added._RowKey, tab: 'description' },
      state: { from },
    })
  }
  const restore = () =>
    type === 'application'
      ? setAdding(true)
      : void navigate({ to: `${nouns[type].path}/new` as const, state: { from } })
  const unknown =
    type === 'application' &&
    template === null &&
    'Nobody wrote down its template. Add an application from the catalogue instead; the Changelog keeps its settings.'
  return (
    <>
      <Button
        aria-label={`Restore ${name}`}
        disabledReason={lackOf(me, ...writers) ?? unknown}
        onClick={restore}
      >
        Restore
      </Button>
      {adding && (
        <ConfirmDialog
          title={`Restore ${name}?`}
          confirm="Restore application"
          look="primary"
          onConfirm={add}
          problemInWords={problemInWords}
          onClose={() => setAdding(false)}
        >
          An application is added from the same template, with a new ID of its row, and its settings are put
          into its form. Nothing of them holds until you have looked at them and saved. It gets new secrets.
        </ConfirmDialog>
      )}
    </>
  )
}
