import { useNavigate } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { CreateForm } from '#console/form/CreateForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { readStored } from '#schema/category.ts'
import { groupCategories, groupConfig, groupDescription, type GroupConfig } from '#schema/group/index.ts'

const blank = readStored(groupCategories, {})

export function NewGroupPage() {
  const { me } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const createGroup = useAct('createGroup')
  const object = useObjectForm({
    categories: groupCategories,
    schema: groupConfig,
    saved: blank,
    keepAs: 'new group',
  })

  const create = async ({ description: { name, description } }: GroupConfig) => {
    const { ID: id } = await createGroup.mutateAsync({ Name: name, Description: description })
    object.rebase({ values: blank })
    await navigate({ to: '/groups/$id/members', params: { id }, ignoreBlocker: true })
  }

  return (
    <>
      <PageHeader title="Add group">Users who belong together, whatever each of them may do.</PageHeader>
      <CreateForm
        object={object}
        within="/groups/new"
        submit="Create group"
        submitDisabledReason={lackOf(me, 'dsman')}
        create={create}
        cancel={<ButtonLink to="/groups">Cancel</ButtonLink>}
      >
        <CategoryForm category={groupDescription} summary={false} />
      </CreateForm>
    </>
  )
}
