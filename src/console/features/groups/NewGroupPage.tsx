import { useAct } from '#console/api/queries.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NewObjectPage } from '#console/object/NewObjectPage.tsx'
import { readStored } from '#schema/category.ts'
import { groupCategories, groupConfig, type GroupConfig } from '#schema/group/index.ts'

const blank = readStored(groupCategories, {})

const sent = ({ description: { name, description } }: GroupConfig) => ({
  Name: name,
  Description: description,
})

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
      call={{ name: 'createGroup', schema: groupConfig, params: sent }}
      create={async (values) => (await createGroup.mutateAsync(sent(values))).ID}
      next="members"
    />
  )
}
