import { getRouteApi, Navigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { newUuid } from '#console/api/newUuid.ts'
import { useAct } from '#console/api/queries.ts'
import { forgetKept, keptFor } from '#console/api/sessionEnd.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { ObjectFormContext } from '#console/form/ObjectFormContext.tsx'
import { withKept, withoutSecrets } from '#console/form/objectValues.ts'
import { useFaults } from '#console/form/useFaults.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { GuidedSetupFrame } from '#console/object/guidedSetup/GuidedSetupFrame.tsx'
import { StepActions } from '#console/object/guidedSetup/StepActions.tsx'
import { keptAs, useDraft } from '#console/object/draft/useDraft.ts'
import { useVersionTaken } from '#console/object/useVersionTaken.ts'
import { VersionNotice } from '#console/object/VersionNotice.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { objectOf, readDraft, readStored } from '#schema/category.ts'
import { identityProviderSettings } from '#schema/identityProvider/settings.ts'
import { GuidedSetupNotices } from './GuidedSetupNotices.tsx'
import { isDraft } from './loadGuidedSetup.ts'
import { steps } from './steps.ts'

const route = getRouteApi('/signedIn/identity-providers/new')

const categories = [identityProviderSettings] as const
const schema = objectOf(categories)
const blank = readStored(categories, {})

/** The first step of guided setup: a name. With it the identity provider is made, inactive, so that its addresses are there. */
export function NewIdentityProviderPage() {
  const { draft: id } = route.useSearch()
  const [fresh] = useState(newUuid)
  const loaded = route.useLoaderData()
  if (loaded === null) return <NotOfferedPage what="identity providers" />
  if (!isDraft(id)) return <Navigate to="/identity-providers/new" search={{ draft: fresh }} state replace />
  return <Naming key={id} id={id} draft={loaded.draft?.body} />
}

function Naming({ id, draft: body }: { id: string; draft: unknown }) {
  const { person, me } = route.useRouteContext()
  const navigate = route.useNavigate()
  const create = useAct('createIdentityProvider')
  const [wanted, want] = useState<string | null>(null)
  const [kept] = useState(() => keptFor(person.id, keptAs(id)) ?? body)
  const object = useObjectForm({
    categories,
    schema,
    saved: blank,
    start: readDraft(categories, withKept(categories, blank, kept)),
  })
  const { form, base } = object
  const version = useVersionTaken('identityProvider', object)
  const { taken } = version
  const { problem, judge, fail } = useFaults(object, { goTo: () => undefined, want })
  const draft = useDraft({
    id,
    kind: 'identityProvider/new',
    kept: () => {
      const values = form.getValues()
      return { title: String(values['settings']?.['name']), body: withoutSecrets(categories, values) }
    },
  })
  const { touch } = draft
  const lack = lackOf(me, 'fedman')

  const next = useCallback(async () => {
    if (lack !== undefined || !(await judge())) return
    const { name, federationType } = schema.parse(form.getValues()).settings
    try {
      const made = await create.mutateAsync({ Name: name, FederationType: federationType })
      void draft.end().catch(() => undefined)
      if (taken)
        return await navigate({
          to: '/identity-providers/$id/$tab',
          params: { id: made.ID, tab: identityProviderSettings.id },
          // What is not asked for here follows on the page of the identity provider
          state: { from: taken },
        })
      await navigate({
        to: '/identity-providers/setup/$id',
        params: { id: made.ID },
        search: { step: steps[1]?.id },
        replace: true,
      })
    } catch (error) {
      fail(error)
    }
  }, [lack, judge, form, create, draft, taken, navigate, fail])

  useEffect(() => form.subscribe({ formState: { values: true }, callback: touch }), [form, touch])
  useEffect(() => forgetKept(person.id, keptAs(id)), [person.id, id])

  return (
    <ObjectFormContext held={{ categories, form, base, readOnlyReason: lack, wanted, want, isNew: true }}>
      <GuidedSetupFrame
        title="Add identity provider"
        about="Guided setup. Whoever signs in there may use applications here."
        notices={
          <GuidedSetupNotices
            lack={lack}
            restored={kept !== undefined}
            problem={problem}
            onRetry={() => void next()}
          />
        }
        steps={steps}
        at={0}
        reached={0}
        wanted={wanted}
        onGo={() => undefined}
        onNext={() => void next()}
        actions={
          <StepActions
            steps={steps}
            at={0}
            lastLabel=""
            disabledReason={lack}
            busy={create.isPending}
            draft={draft}
            onBack={() => undefined}
            discarding={{
              words: 'What you have filled in is deleted. Nothing has been created yet.',
              leave: () => navigate({ to: '/identity-providers' }),
            }}
          />
        }
      >
        <VersionNotice version={version} isNew />
        <CategoryForm category={identityProviderSettings} summary={false} without={['active']} />
      </GuidedSetupFrame>
    </ObjectFormContext>
  )
}
