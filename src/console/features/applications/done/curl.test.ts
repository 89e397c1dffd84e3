import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { eventsCommand, tokenCommand } from './curl.ts'

/** What the shell makes of a command. */
const argumentsOf = (command: string) =>
  execFileSync('sh', ['-c', `curl() { for each; do printf '%s\\n' "$each"; done; }; TOKEN=abc; ${command}`])
    .toString()
    .trimEnd()
    .split('\n')

const request = {
  tokenEndpoint: 'https://tenant.test/OAuth2/Token/siem',
  clientId: "o'brien@acme.test",
  secret: 'aB3$x`"\\',
  scope: 'siem audit:read',
}

test('a shell passes on what was meant', () => {
  expect(argumentsOf(tokenCommand(request))).toEqual([
    'https://tenant.test/OAuth2/Token/siem',
    '-u',
    'o\'brien@acme.test:aB3$x`"\\',
    '-d',
    'grant_type=client_credentials',
    '--data-urlencode',
    'scope=siem audit:read',
  ])
  expect(argumentsOf(eventsCommand('https://tenant.test'))).toContain('Authorization: Bearer abc')
})

test('CL-01 no secret stands in an address, and without a secret curl asks for it', () => {
  expect(tokenCommand(request).split('\n')[0]).not.toContain('aB3')
  expect(argumentsOf(tokenCommand({ ...request, secret: null, scope: '' }))).toEqual([
    'https://tenant.test/OAuth2/Token/siem',
    '-u',
    "o'brien@acme.test",
    '-d',
    'grant_type=client_credentials',
  ])
})
