import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import type { Page } from 'playwright/test'
import { freePort } from '#testing/freePort.ts'
import { run } from '#testing/program.ts'

export const glewlwydPackages = ['glewlwyd']

export const hasGlewlwyd = () => existsSync('/usr/bin/glewlwyd')

const packed = (path: string) => gunzipSync(readFileSync(path)).toString()
const documents = '/usr/share/doc/glewlwyd'
/** Letters and digits: it does not decode what RFC 6749 §2.3.1 has encoded (FC-12). */
const [clientId, clientSecret] = ['gatewright', 'secretOfThisTest4711']
const property = { multiple: false, read: true, write: true, 'profile-read': true, 'profile-write': false }
const password = 'quite long sentence 9'

/** Debian's glewlwyd as whoever looks after it would set it up, by its own API: one client, one person with one group. */
export async function startGlewlwyd(redirectUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-glewlwyd-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = new DatabaseSync(join(folder, 'glewlwyd.db'))
  database.exec(packed(`${documents}/database/init.sqlite3.sql.gz`))
  // What is known of people beside name and mail
  const known = { 'use-glewlwyd-connection': true, 'data-format': { groups: property } }
  database.prepare('update g_user_module_instance set gumi_parameters = ?').run(JSON.stringify(known))
  database.close()
  // Of its pages Debian has links alone: to scripts of other packages, which it does not serve, and to a folder where a file should be
  spawnSync('cp', ['--recursive', '--dereference', '/usr/share/glewlwyd/webapp', folder])
  rmSync(join(folder, 'webapp', 'config.json'), { recursive: true })
  copyFileSync('/usr/share/glewlwyd/templates/config.json', join(folder, 'webapp', 'config.json'))
  const settings = packed(`${documents}/glewlwyd.conf.sample.gz`)
    .replace(/^port=.*/m, `port=${port}\nbind_address="127.0.0.1"`)
    .replace(/^external_url=.*/m, `external_url="${url}"`)
    .replace(/^static_files_path=.*/m, `static_files_path="${folder}/webapp/"`)
    .replace(/^cookie_domain=.*/m, '')
    .replace(/^cookie_secure=.*/m, 'cookie_secure=0')
    .replace('/var/cache/glewlwyd/glewlwyd.db', join(folder, 'glewlwyd.db'))
  writeFileSync(join(folder, 'glewlwyd.conf'), settings)
  const program = await run('glewlwyd', [`--config-file=${join(folder, 'glewlwyd.conf')}`], {
    ready: /started on port/,
  })

  let cookie = ''
  async function call(path: string, body: object) {
    const reply = await fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`glewlwyd refuses ${path}: ${reply.status} ${await reply.text()}`)
    cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
  }
  // As the first start of it is documented
  await call('/auth/', { username: 'admin', password: 'password' })
  await call('/mod/plugin/', { module: 'oidc', name: 'oidc', enabled: true, parameters: plugin(url) })
  await call('/client/', {
    client_id: clientId,
    name: 'Gatewright',
    confidential: true,
    enabled: true,
    client_secret: clientSecret,
    redirect_uri: [redirectUrl],
    authorization_type: ['code'],
    scope: ['openid'],
    token_endpoint_auth_method: ['client_secret_basic'],
  })
  await call('/user/', {
    username: 'ines',
    name: 'Ines Alvarez',
    email: 'ines@glewlwyd.test',
    password,
    enabled: true,
    scope: ['openid'],
    groups: 'staff',
  })
  return {
    metadataUrl: `${url}/api/oidc/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    person: 'ines',
    group: 'staff',
    /** On its own pages, which ask once whether the client may know. */
    async signIn(page: Page) {
      await page.locator('#username').fill('ines')
      await page.locator('#password').fill(password)
      await page.locator('#password').press('Enter')
      const grant = page.getByRole('button', { name: /continue|save|next/i })
      await grant.first().click()
    },
    async close() {
      await program.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

function plugin(url: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    iss: `${url}/api/oidc`,
    'jwt-type': 'rsa',
    'jwt-key-size': '256',
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: publicKey.export({ type: 'spki', format: 'pem' }),
    'access-token-duration': 3600,
    'refresh-token-duration': 3600,
    'code-duration': 600,
    'refresh-token-rolling': true,
    'allow-non-oidc': false,
    'auth-type-code-enabled': true,
    'auth-type-token-enabled': false,
    'auth-type-id-token-enabled': true,
    'auth-type-none-enabled': false,
    'auth-type-password-enabled': false,
    'auth-type-client-enabled': false,
    'auth-type-device-enabled': false,
    'auth-type-refresh-enabled': false,
    'subject-type': 'public',
    'pkce-allowed': true,
    'pkce-required': true,
    'name-claim': 'mandatory',
    'email-claim': 'mandatory',
    'scope-claim': 'no',
    claims: ['username', 'groups'].map((property) => ({
      name: property === 'username' ? 'preferred_username' : property,
      'user-property': property,
      type: 'string',
      mandatory: true,
      scope: [],
    })),
    'oauth-as-iss-id': true,
    'jwks-show': true,
  }
}
