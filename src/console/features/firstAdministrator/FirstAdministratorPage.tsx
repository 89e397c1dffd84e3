import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { callBff } from '#console/api/call.ts'
import { ApiProblem } from '#console/api/problem.ts'
import { sessionQuery } from '#console/api/session.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { CreateForm } from '#console/form/CreateForm.tsx'
import { faultsAt } from '#console/form/faultsAt.ts'
import { PasswordStrength } from '#console/form/PasswordStrength.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { readStored } from '#schema/category.ts'
import {
  firstAdministrator,
  firstAdministratorCategories,
  firstAdministratorForm,
  type FirstAdministrator,
} from '#schema/user/firstAdministrator.ts'
import { LinkNeeded } from './LinkNeeded.tsx'
import { FirstAdministratorFrame } from './FirstAdministratorFrame.tsx'
import { firstAdministratorToken } from './firstAdministratorToken.ts'

const blank = readStored(firstAdministratorCategories, {})

/** Opened once, with the link that the first start prints: makes the first administrator and signs in as that person. */
export function FirstAdministratorPage() {
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [useless, setUseless] = useState<ApiProblem | null>(null)
  const object = useObjectForm({
    categories: firstAdministratorCategories,
    schema: firstAdministratorForm,
    saved: blank,
  })

  const create = async ({ administrator: { loginName, suffix, password } }: FirstAdministrator) => {
    const body = { token: firstAdministratorToken(), user: `${loginName}@${suffix}`, password }
    try {
      await faultsAt(fields, callBff('/bff/setup', { response: z.unknown(), body }))
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'gone') throw error
      return setUseless(error)
    }
    object.rebase({ values: blank })
    queryClient.clear()
    await navigate({ to: '/', ignoreBlocker: true })
  }

  if (useless) return <LinkNeeded reason={useless.message} />
  if (firstAdministratorToken() === '')
    return <LinkNeeded reason="This address needs the token of a setup link." />
  return (
    <FirstAdministratorFrame>
      <PageHeader title="Set up this tenant">{`The tenant at ${tenant.host} gets its first administrator.`}</PageHeader>
      <CreateForm object={object} within="/setup" submit="Create administrator" create={create} cancel={null}>
        <CategoryForm
          category={firstAdministrator}
          after={{ password: <PasswordStrength path="administrator.password" /> }}
        />
      </CreateForm>
    </FirstAdministratorFrame>
  )
}

/** The names of the call's fields in the form. */
const fields = { user: 'administrator.loginName', password: 'administrator.password' }
