import { expect, test } from 'vitest'
import { isOfTenant, issuerKey } from './issuer.ts'

test.each([
  ['the case of the host', 'https://ID.bank.example/a'],
  ['dots behind the host', 'https://id.bank.example../a'],
  ['them before a port', 'https://id.bank.example.:443/a'],
  ['slashes at the end', 'https://id.bank.example/a//'],
  ['slashes in a row', 'https://id.bank.example//a'],
  ['a letter as an escape', 'https://id.bank.example/%61'],
])('X-06 %s makes no other issuer', (_, issuer) => {
  expect(issuerKey(issuer)).toBe(issuerKey('https://id.bank.example/a'))
})

test.each([
  'https://id.bank.example/A',
  'https://id.bank.example:8443/a',
  'http://id.bank.example/a',
  'https://id.bank.example/a%2Fb',
  'https://id.bank.example/a/b',
  'https://id.bank.example/',
])('%s is another one', (issuer) => {
  expect(issuerKey(issuer)).not.toBe(issuerKey('https://id.bank.example/a'))
  expect(issuerKey('https://id.bank.example/a%2fb')).toBe(issuerKey('https://id.bank.example/a%2Fb'))
})

test.each([
  ['https://tenant.acme.test/bank/', true],
  ['https://tenant.acme.test./bank/', true],
  ['https://tenant.acme.test//bank', true],
  ['https://TENANT.acme.test', true],
  ['https://tenant.acme.test.evil.test/bank/', false],
  ['https://tenant.acme.test:8443/bank/', false],
  ['bank', false],
])('X-06 whether %s stands below the address of the tenant', (issuer, below) => {
  expect(isOfTenant('https://tenant.acme.test', issuer)).toBe(below)
})
