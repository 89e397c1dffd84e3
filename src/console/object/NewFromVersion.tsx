import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import type { Glyph } from '#console/ui/Icon.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import type { VersionWanted } from './useVersionTaken.ts'

type Props = {
  type: ObjectType
  from: VersionWanted
  /** Of an application: what it was made from; null where nobody wrote it down. */
  template: string | null
  label: string
  icon?: Glyph
  /** Of the object that it begins with. */
  name: string
}

/** Opens the form for a new object with the settings of a version of another one. */
export function NewFromVersion({ type, from, template, label, icon, name }: Props) {
  const { me } = signedInRoute.useRouteContext()
  const { mutateAsync } = useAct('importAppFromTemplate')
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const isApplication = type === 'application'
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
  const begin = () =>
    isApplication
      ? setAdding(true)
      : void navigate({ to: `${nouns[type].path}/new` as const, state: { from } })
  const unknown =
    isApplication &&
    template === null &&
    'Nobody wrote down its template. Add an application from the catalogue instead; the Changelog keeps its settings.'
  return (
    <>
      <Button
        {...(icon && { icon })}
        aria-label={`${label} ${name}`}
        disabledReason={lackOf(me, ...nouns[type].writers) ?? unknown}
        onClick={begin}
      >
        {label}
      </Button>
      {adding && (
        <ConfirmDialog
          title={`${label} ${name}?`}
          confirm="Add application"
          look="primary"
          onConfirm={add}
          problemInWords={problemInWords}
          onClose={() => setAdding(false)}
        >
          An application is added from the same template, and the settings of {name} are put into its form.
          They hold once you have looked at them and saved. Secrets do not come along.
        </ConfirmDialog>
      )}
    </>
  )
}
