import { expect, test } from 'vitest'
import { applicationConfigOf } from '#schema/application/applicationConfig.ts'
import { applicationCategories } from '#schema/application/index.ts'
import { clientSetupCategories } from '#schema/clientSetup.ts'
import { category, objectOf } from '#schema/category.ts'
import { sealedSecret, type SealedValue } from '#schema/kinds/sealedSecret.ts'
import { withKept, withoutSecrets, type ObjectValues } from './objectValues.ts'

const application = applicationConfigOf('OAuth2ServerClient').parse({
  description: { applicationId: 'siem', name: 'SIEM' },
}) as ObjectValues

test('CL-01 what is kept of a form holds no secret', () => {
  const setup = objectOf(clientSetupCategories).safeParse({})
  const values = {
    ...((setup.data ?? {}) as ObjectValues),
    confidentialClient: { loginName: 'siem', secret: 'kP3-hunter2', secretAgain: 'kP3-hunter2' },
  }
  const kept = withoutSecrets(clientSetupCategories, values)
  expect(JSON.stringify(kept)).not.toContain('hunter2')
  expect(kept.confidentialClient).toMatchObject({ loginName: 'siem', secret: '' })
})

test('what was kept comes back over what is saved', () => {
  const kept = { tokens: { tokenLifetime: 60 }, description: { name: 'Reader' } }
  const values = withKept(applicationCategories, application, kept)
  expect(values.tokens).toMatchObject({ tokenLifetime: 60, tokenType: 'JwtRS256' })
  expect(values.description).toMatchObject({ name: 'Reader', applicationId: 'siem' })
})

test('what no longer fits a setting is left out', () => {
  const kept = { tokens: { tokenLifetime: 'long', gone: 1, authMethods: {} }, nothing: {} }
  expect(withKept(applicationCategories, application, kept)).toEqual(application)
  expect(withKept(applicationCategories, application, 'text')).toEqual(application)
})

test('CL-01 of a sealed secret only what is saved comes back', () => {
  const connection = category('connection', {
    title: '',
    summary: '',
    settings: { bindPassword: sealedSecret({ label: 'Bind password', help: '', maxLength: 100 }) },
  })
  const of = (bindPassword: SealedValue): ObjectValues => ({ connection: { bindPassword } })
  const kept = withoutSecrets([connection], of({ since: 7, next: 'kP3-hunter2' }))
  expect(kept).toEqual(of({ since: 7 }))
  expect(withKept([connection], of({ since: 9 }), of({ since: 7, next: null }))).toEqual(of({ since: 9 }))
})
