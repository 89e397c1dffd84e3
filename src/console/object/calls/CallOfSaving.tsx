import { lazy, Suspense, useState } from 'react'
import { useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { withoutSecrets } from '#console/form/objectValues.ts'
import type { EndpointName } from '#schema/api.ts'
import { equal } from '#schema/change.ts'

const CallToCopy = lazy(() => import('./CallToCopy.tsx').then((m) => ({ default: m.CallToCopy })))

type Props<Values> = {
  name: EndpointName
  schema: z.ZodType<Values>
  params: (values: Values) => unknown
}

/** The call that is about to be made, without the secrets that were typed (CL-01). */
export function CallOfSaving<Values>(props: Props<Values>) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>As curl and JSON</summary>
      {open && (
        <Suspense>
          <Call {...props} />
        </Suspense>
      )}
    </details>
  )
}

function Call<Values>({ name, schema, params }: Props<Values>) {
  const { categories, form, base } = useHeldForm()
  // It follows what is typed
  useWatch({ control: form.control })
  const given = form.getValues()
  const values = schema.safeParse(given).data ?? given
  const shown = withoutSecrets(categories, values)
  const body = params(shown as Values)
  const headers: Record<string, string> =
    base.version === undefined ? {} : { 'If-Match': `"${base.version}"` }
  return (
    <>
      {!equal(shown, values) && <p>Secrets that you typed are left out: saving here sends them.</p>}
      <CallToCopy call={{ name, params: body, headers }} json={body} />
    </>
  )
}
