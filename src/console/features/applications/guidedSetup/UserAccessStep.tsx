import { styled } from '@mui/material/styles'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { capabilitiesQuery } from '#console/api/offered.ts'
import { condition } from '#console/api/select.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { PrincipalConditions } from '#console/form/PrincipalPicker.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { confidentialClient } from '#schema/application/confidentialClient.ts'
import type { TemplateName } from '#schema/application/index.ts'
import type { Category } from '#schema/category.ts'
import { needsServiceUser } from '#schema/clientSetup.ts'
import { userTable } from '#schema/redrockColumns.ts'
import { RightsOfRole } from './RightsOfRole.tsx'
import { SuffixField } from './SuffixField.tsx'
import { useGuidedSetupValues } from './useGuidedSetupValues.ts'

const roleSettings = ['role', 'roleName', 'rights', 'existingRole']
const userSettings = Object.keys(confidentialClient.settings).filter((name) => !roleSettings.includes(name))
const secrets = ['secret', 'secretAgain']

type Props = {
  template: TemplateName
  /** The category User Access, in the words of the template. */
  access: Category
  hints: Record<string, ReactNode>
}

/** The service user and the role that lets it in, where clients are users, and whoever else may use the application. */
export function UserAccessStep({ template, access, hints }: Props) {
  const suffixes = useSuspenseQuery(capabilitiesQuery).data?.suffixes ?? []
  const values = useGuidedSetupValues()
  const { confidentialClient: client } = values
  if (!needsServiceUser(template, values))
    return <CategoryForm category={access} summary={false} after={hints} />
  return (
    <PrincipalConditions value={onlyClients}>
      <SectionHeading>{confidentialClient.title}</SectionHeading>
      <CategoryForm
        category={confidentialClient}
        without={[...roleSettings, 'suffix', ...(client.user === 'existing' ? secrets : [])]}
        after={{
          ...hints,
          loginName: (
            <>
              {hints.loginName}
              <SuffixField suffixes={suffixes} />
            </>
          ),
        }}
      />
      <SectionHeading>Role</SectionHeading>
      <CategoryForm
        category={confidentialClient}
        summary={false}
        without={userSettings}
        after={{ ...hints, existingRole: <RightsOfRole id={client.existingRole} /> }}
      />
      <Note>On Create the role gets Run and View on the application, and the service user joins it.</Note>
      <SectionHeading>Others who may use it</SectionHeading>
      <CategoryForm category={access} summary={false} after={hints} />
    </PrincipalConditions>
  )
}

const onlyClients = { User: condition(userTable, ({ OauthClient }) => `${OauthClient} = 1`) }

const Note = styled('p')(({ theme }) => ({
  ...theme.typography.body2,
  margin: theme.spacing(4, 0, 0),
  color: theme.vars.palette.text.secondary,
}))
