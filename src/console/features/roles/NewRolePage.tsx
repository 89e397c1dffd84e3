import { useNavigate } from '@tanstack/react-router'
import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { CreateForm } from '#console/form/CreateForm.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { readStored } from '#schema/category.ts'
import {
  roleCategories,
  roleConfig,
  roleDescription,
  roleRights,
  type RoleConfig,
} from '#schema/role/index.ts'
import { rightPath } from '#schema/right.ts'

const blank = readStored(roleCategories, {})

export function NewRolePage() {
  const { me } = signedInRoute.useRouteContext()
  const navigate = useNavigate()
  const storeRole = useAct('storeRole')
  const object = useObjectForm({
    categories: roleCategories,
    schema: roleConfig,
    saved: blank,
    keepAs: 'new role',
  })

  const create = async ({ description, rights: { rights } }: RoleConfig) => {
    const { _RowKey: id } = await storeRole.mutateAsync({
      Name: description.name,
      Description: description.description,
      Gatewright: { Rights: rights.map(rightPath) },
    })
    object.rebase({ values: blank })
    await navigate({ to: '/roles/$id/members', params: { id }, ignoreBlocker: true })
  }

  return (
    <>
      <PageHeader title="Add role">
        Members of a role share what it may do: rights in this tenant and applications.
      </PageHeader>
      <CreateForm
        object={object}
        within="/roles/new"
        submit="Create role"
        submitDisabledReason={lackOf(me, 'roleman')}
        create={create}
        cancel={<ButtonLink to="/roles">Cancel</ButtonLink>}
      >
        <CategoryForm category={roleDescription} summary={false} />
        <SectionHeading>{roleRights.title}</SectionHeading>
        <CategoryForm category={roleRights} summary={false} />
      </CreateForm>
    </>
  )
}
