import { expect, test } from 'vitest'
import { followed, following } from './following.ts'

const before = { applicationId: 'siem-reader', name: 'SIEM' }
const after = { applicationId: 'splunk', name: 'Splunk' }

test('names follow the application', () => {
  expect(followed(following(before), before, after)).toEqual(following(after))
  expect(following(after)).toEqual({ loginName: 'splunk', displayName: 'Splunk', roleName: 'Splunk' })
})

test('a name that somebody typed stays', () => {
  const client = { ...following(before), loginName: 'svc-siem' }
  expect(followed(client, before, after)).toEqual({ displayName: 'Splunk', roleName: 'Splunk' })
})

test('nothing is said when nothing changed', () => {
  expect(followed(following(before), before, before)).toEqual({})
})
