import { expect, test } from 'vitest'
import { claimsOfPerson } from './person.ts'

test.each([
  ['Ada Lovelace', { given_name: 'Ada', family_name: 'Lovelace' }],
  ['Maria del Carmen García', { given_name: 'Maria del Carmen', family_name: 'García' }],
  ['Lovelace, Ada King', { given_name: 'Ada King', family_name: 'Lovelace' }],
  ['  Ada   Lovelace ', { given_name: 'Ada', family_name: 'Lovelace' }],
  ['Lovelace,', { given_name: 'Lovelace,' }],
  ['Ada', { given_name: 'Ada' }],
])('the parts of %j', (displayName, parts) => {
  const person = { name: 'ada@acme.test', displayName, mail: '', phone: '' }
  expect(claimsOfPerson(person, ['openid', 'profile'])).toEqual({
    name: displayName,
    preferred_username: 'ada@acme.test',
    ...parts,
  })
  expect(claimsOfPerson(person, ['openid', 'email'])).toEqual({})
})
