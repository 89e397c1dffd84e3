import { useEffect, useState } from 'react'
import { category, objectOf } from '#schema/category.ts'
import { CategoryForm } from '../form/CategoryForm.tsx'
import { ObjectFormContext } from '../form/ObjectFormContext.tsx'
import { useObjectForm } from '../form/useObjectForm.ts'
import { valuesIn, type Specimen, type State } from './specimen.ts'

type Props = { specimen: Specimen; state: State }

/** The one setting of an object, as its form shows it in this state. */
export function SpecimenField({ specimen, state }: Props) {
  const { setting, refusals } = specimen
  const [only] = useState(() => category('specimen', { title: '', summary: '', settings: { setting } }))
  const [schema] = useState(() => objectOf([only]))
  const { saved, shown } = valuesIn(specimen, state)
  const [wanted, want] = useState<string | null>(null)
  const { categories, form, base, readOnlyReason } = useObjectForm({
    categories: [only],
    schema,
    saved: { specimen: { setting: saved } },
    start: { specimen: { setting: shown } },
    readOnlyReason: state === 'read-only' ? 'The gallery shows it read-only.' : undefined,
  })
  useEffect(() => {
    const judge = async () => {
      await form.trigger()
      for (const [at, message] of Object.entries(refusals ?? {}))
        form.setError(`specimen.setting${at}`, { type: 'server', message })
    }
    if (state === 'fault') void judge()
  }, [form, refusals, state])
  return (
    <ObjectFormContext held={{ categories, form, base, readOnlyReason, wanted, want }}>
      <CategoryForm category={only} summary={false} />
    </ObjectFormContext>
  )
}
