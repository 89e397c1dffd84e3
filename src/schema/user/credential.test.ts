import { expect, test } from 'vitest'
import { newUser } from './credential.ts'

const account = { name: 'svc@acme.test' }
const typed = (password: string, passwordAgain = password) => ({
  origin: 'typed' as const,
  password,
  passwordAgain,
})
const faults = (input: unknown) =>
  newUser.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

test('a generated password asks for nothing', () => {
  expect(faults({ account })).toEqual([])
})

test('CL-06 a typed client secret needs 16 characters, a password of a person 8', () => {
  const credential = typed('nine chars')
  expect(faults({ account, credential })).toEqual([])
  expect(faults({ account, credential, status: { oauthClient: true } })).toEqual([
    'credential.password: Use at least 16 characters.',
  ])
})

test('both have to be the same', () => {
  expect(faults({ account, credential: typed('kJ8-long enough', 'kJ8-long enougg') })).toEqual([
    'credential.passwordAgain: The two differ. Type the same one twice.',
  ])
})
