import { useAct } from '#console/api/queries.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NewObjectPage } from '#console/object/NewObjectPage.tsx'
import { readStored } from '#schema/category.ts'
import { groupCategories, groupConfig } from '#schema/group/index.ts'

const blank = readStored(groupCategories, {})

export function NewGroupPage() {
  const createGroup = useAct('createGroup')
  return (
    <NewObjectPage
      type="group"
      about="Users who belong together, whatever each of them may do."
      object={useObjectForm({
        categories: groupCategories,
        schema: groupConfig,
        saved: blank,
        keepAs: 'new group',
      })}
      create={async ({ description: { name, description } }) => {
        const made = await createGroup.mutateAsync({ Name: name, Description: description })
        return made.ID
      }}
      next="members"
    />
  )
}
