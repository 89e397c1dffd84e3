import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { api } from '#schema/api.ts'
import { callCommand } from './curl.ts'

/** What the shell makes of a command. */
const argumentsOf = (command: string) =>
  execFileSync('sh', ['-c', `curl() { for each; do printf '%s\\0' "$each"; done; }; TOKEN=abc; ${command}`])
    .toString()
    .split('\0')
    .slice(0, -1)

const params = { Name: `o'brien "x" $HOME \`id\` \\`, Lines: 'one\ntwo' }

test('a shell passes on the call and what is in it', () => {
  const command = callCommand({
    server: 'https://tenant.test/',
    endpoint: api.updateRole,
    params,
    headers: { 'If-Match': '"7"' },
  })
  const given = argumentsOf(command)
  expect(given[0]).toBe(`https://tenant.test${api.updateRole.path}`)
  expect(given).toContain('Authorization: Bearer abc')
  expect(given).toContain('If-Match: "7"')
  expect(JSON.parse(given.at(-1) ?? '')).toEqual(params)
})

test('a call that asks by GET has no body', () => {
  const get = Object.values(api).find(({ method }) => method === 'GET')
  if (!get) throw new Error('the table has a call by GET')
  expect(callCommand({ server: 'https://tenant.test', endpoint: get, params: {} })).not.toContain('--data')
})
