import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { eventsCommand, idTokenCommand, tokenCommand } from './curl.ts'

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

test('the token stands in a header, and everything else is encoded', () => {
  const command = idTokenCommand({
    authorize: 'https://tenant.test/OAuth2/Authorize/platform',
    applicationId: 'platform',
    redirectUri: 'https://app.test/cb?a=b&c',
    scope: 'api',
  })
  expect(argumentsOf(command).join(' ')).toBe(
    [
      '-s -D - -o /dev/null -G https://tenant.test/OAuth2/Authorize/platform',
      '-H Authorization: Bearer abc',
      '--data-urlencode client_id=platform',
      '--data-urlencode response_type=id_token',
      '--data-urlencode scope=openid api',
      '--data-urlencode redirect_uri=https://app.test/cb?a=b&c',
    ].join(' '),
  )
})
