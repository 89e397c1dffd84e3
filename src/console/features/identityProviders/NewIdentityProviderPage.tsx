import { useAct } from '#console/api/queries.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NewObjectPage } from '#console/object/NewObjectPage.tsx'
import { objectOf, readStored } from '#schema/category.ts'
import { identityProviderSettings } from '#schema/identityProvider/settings.ts'

const categories = [{ ...identityProviderSettings }] as const
const schema = objectOf(categories)
const blank = readStored(categories, {})

/** Asks for a name; the other tabs follow, in the order of the vendor's guide. */
export function NewIdentityProviderPage() {
  const create = useAct('createIdentityProvider')
  return (
    <NewObjectPage
      type="identityProvider"
      about="Whoever signs in there may use applications here. Nobody is sent to it before it is active."
      object={useObjectForm({ categories, schema, saved: blank, keepAs: 'new identity provider' })}
      create={async ({ settings: { name, federationType } }) => {
        const made = await create.mutateAsync({ Name: name, FederationType: federationType })
        return made.ID
      }}
      next="groupMappings"
    />
  )
}
