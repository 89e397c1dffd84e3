import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import { freePort } from '#testing/freePort.ts'
import { installDebianPackage } from '#testing/machine.ts'
import { password } from '#testing/people.ts'
import { run } from '#testing/program.ts'
import { fillInDescription, goOnTo } from '../guidedSetup/wizard.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'

// Debian's oidc-agent, unchanged: a native app that keeps no secret, listens on a port of this machine, and asks for offline_access.

const isThere = () => spawnSync('oidc-agent', ['--version']).status === 0

test.beforeAll(() => {
  test.setTimeout(180_000)
  test.skip(
    !isThere() && !installDebianPackage('oidc-agent-cli'),
    'oidc-agent is not on this machine, and only root on Debian can install it (apt-get install oidc-agent-cli)',
  )
})

/** The agent, with a home of its own, and its commands. */
async function startAgent() {
  const home = mkdtempSync(join(tmpdir(), 'gatewright-agent-'))
  const own = { HOME: home, OIDC_CONFIG_DIR: home, OIDC_ENCRYPTION_PW: 'kept by nobody' }
  const command = async (name: string, args: string[], more = {}) =>
    (await promisify(execFile)(name, args, { env: { ...process.env, ...own, ...more } })).stdout.trim()
  // It goes on in the background, and says where
  const said = await command('oidc-agent', [])
  const socket = { OIDC_SOCK: /OIDC_SOCK=([^;]+);/.exec(said)?.[1] ?? '' }
  // It says where before it listens there
  await expect
    .poll(() => command('oidc-add', ['--loaded'], socket).then(() => 'listens', String))
    .toBe('listens')
  return {
    env: { ...own, ...socket },
    token: (...args: string[]) => command('oidc-token', args, socket),
    close() {
      process.kill(Number(/OIDCD_PID=(\d+);/.exec(said)?.[1]))
      rmSync(home, { recursive: true })
    },
  }
}

test('PB-01 PB-02 a native app that guided setup made gets a token and refreshes it', async ({
  page,
  signIn,
  people,
  elsewhere,
  product,
}) => {
  await signIn(page, '/apps/setup/app')
  await fillInDescription(page, { id: 'agent', name: 'Agent' })
  await goOnTo(page, 'General Usage')
  await page.getByRole('button', { name: 'Add Client ID' }).click()
  await page.getByRole('textbox', { name: 'Client ID 1' }).fill('oidc-agent')
  await page.getByRole('button', { name: 'Add Redirect URI' }).click()
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).fill('http://localhost')
  await goOnTo(page, 'Review')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Agent is ready' })).toBeVisible()

  const agent = await startAgent()
  const generating = await run(
    'oidc-gen',
    [
      '--manual',
      '--flow=code',
      '--no-url-call',
      '--prompt=none',
      '--confirm-default',
      `--issuer=${product.tenantUrl}/agent/`,
      '--client-id=oidc-agent',
      '--client-secret=',
      `--redirect-uri=http://localhost:${await freePort()}`,
      '--scope=openid profile offline_access',
      '--pw-env=OIDC_ENCRYPTION_PW',
      'field',
    ],
    { ready: /http\S+\/OAuth2\/Authorize\/\S+/, env: agent.env },
  )
  const link = /http\S+\/OAuth2\/Authorize\/\S+/.exec(generating.output)?.[0] ?? ''
  await people.addUser('owner')
  const browser = await elsewhere()
  await browser.goto(link)
  await fillInSignIn(browser, { user: 'owner@acme.test', password })
  await browser.getByRole('button', { name: 'Allow', exact: true }).click()
  await browser.waitForURL(/^http:\/\/localhost:\d+\/?\?code=/)
  await expect.poll(() => generating.output).toContain('success')

  const token = await agent.token('field')
  expect(decodeJwt(token)).toMatchObject({
    client_id: 'oidc-agent',
    unique_name: 'owner@acme.test',
    scope: 'openid profile offline_access',
  })
  const refreshed = await agent.token('--force-new', 'field')
  expect(decodeJwt(refreshed)['jti']).not.toBe(decodeJwt(token)['jti'])
  const person = await fetch(`${product.tenantUrl}/OAuth2/UserInfo/agent`, {
    headers: { authorization: `Bearer ${refreshed}` },
  })
  expect(await person.json()).toMatchObject({ preferred_username: 'owner@acme.test' })
  agent.close()
})
