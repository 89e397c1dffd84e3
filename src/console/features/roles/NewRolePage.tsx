import { useAct } from '#console/api/queries.ts'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NewObjectPage } from '#console/object/NewObjectPage.tsx'
import { readStored } from '#schema/category.ts'
import { rightPath } from '#schema/right.ts'
import { roleCategories, roleConfig, type RoleConfig } from '#schema/role/index.ts'

const blank = readStored(roleCategories, {})

const sent = ({ description: { name, description }, rights: { rights }, signIn }: RoleConfig) => ({
  Name: name,
  Description: description,
  Gatewright: { Rights: rights.map(rightPath), RequiresFederation: signIn.requiresFederation },
})

export function NewRolePage() {
  const storeRole = useAct('storeRole')
  return (
    <NewObjectPage
      type="role"
      about="Members of a role share what it may do: rights in this tenant and applications."
      object={useObjectForm({
        categories: roleCategories,
        schema: roleConfig,
        saved: blank,
        keepAs: 'new role',
      })}
      call={{ name: 'storeRole', schema: roleConfig, params: sent }}
      create={async (values) => (await storeRole.mutateAsync(sent(values)))._RowKey}
      next="members"
    />
  )
}
