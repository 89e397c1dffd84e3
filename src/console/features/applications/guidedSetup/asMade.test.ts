import { expect, test } from 'vitest'
import { asMade } from './asMade.ts'
import { recipeOf } from '#schema/recipes/index.ts'
import { startOf } from './startOf.ts'

const start = startOf(recipeOf('siem'), { taken: [], suffixes: ['acme.test'] })
const withClient = (client: Partial<typeof start.confidentialClient>) =>
  asMade('OAuth2ServerClient', { ...start, confidentialClient: { ...start.confidentialClient, ...client } })

test('CL-01 the preview is asked without the confidential client, whose secret would end in the query cache', () => {
  const asked = withClient({ secretOrigin: 'typed', secret: 'kP3-hunter2', secretAgain: 'kP3-hunter2' })
  expect(JSON.stringify(asked)).not.toContain('hunter2')
})

test('the role that Create makes may run the application', () => {
  expect(asMade('OAuth2ServerClient', start).application).toMatchObject({
    userAccess: { grants: [{ rights: ['View', 'Run'] }] },
  })
})

test('the client is the user to be made, or the one that was chosen', () => {
  expect(asMade('OAuth2ServerClient', start).client).toEqual({
    kind: 'toBeMade',
    loginName: 'siem-reader@acme.test',
  })
  expect(withClient({ loginName: ' ' }).client).toEqual({ kind: 'toBeMade', loginName: '' })
  expect(withClient({ user: 'existing' }).client).toEqual({ kind: 'toBeMade', loginName: '' })
  expect(withClient({ user: 'existing', existingUser: 'u1' }).client).toEqual({
    kind: 'chosen',
    userId: 'u1',
  })
})
