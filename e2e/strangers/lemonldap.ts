import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { freePort } from '#testing/freePort.ts'
import { run } from '#testing/program.ts'

/** What the portal does not start without, some of which Debian only recommends. */
export const lemonldapPackages = [
  'liblemonldap-ng-portal-perl',
  'libplack-perl',
  'libgd-securityimage-perl',
  'libimage-magick-perl',
  'libio-string-perl',
  'libstring-random-perl',
]

const portal = '/usr/share/lemonldap-ng/portal'
const shared = '/var/lib/lemonldap-ng'

export const hasLemonldap = () => existsSync(portal) && existsSync('/usr/bin/plackup')

/** Letters and digits: it does not decode what RFC 6749 §2.3.1 has encoded (FC-12). */
const [clientId, clientSecret] = ['gatewright', 'secretOfThisTest4711']

/** Debian's LemonLDAP::NG with the people of its demonstration: one client, and a group for one of them. */
export async function startLemonldap(redirectUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-lemonldap-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  for (const name of ['conf', 'cache', 'sessions/lock', 'persistent/lock'])
    mkdirSync(join(folder, name), { recursive: true })
  const delivered = JSON.parse(readFileSync(`${shared}/conf/lmConf-1.json`, 'utf8')) as object
  writeFileSync(
    join(folder, 'conf', 'lmConf-1.json'),
    JSON.stringify({ ...delivered, ...settings({ url, folder, redirectUrl }) }),
  )
  const file = readFileSync('/etc/lemonldap-ng/lemonldap-ng.ini', 'utf8').replaceAll(shared, folder)
  writeFileSync(join(folder, 'lemonldap-ng.ini'), file)
  writeFileSync(
    join(folder, 'portal.psgi'),
    `use Plack::Builder; use Plack::App::File; use Lemonldap::NG::Portal::Main;
     builder {
       mount '/static' => Plack::App::File->new(root => '${portal}/htdocs/static')->to_app;
       mount '/javascript' => Plack::App::File->new(root => '/usr/share/javascript')->to_app;
       mount '/' => Lemonldap::NG::Portal::Main->run({});
     };`,
  )
  const program = await run(
    'plackup',
    ['--host', '127.0.0.1', '--port', String(port), join(folder, 'portal.psgi')],
    {
      ready: /Accepting connections/,
      env: { LLNG_DEFAULTCONFFILE: join(folder, 'lemonldap-ng.ini') },
    },
  )
  return {
    metadataUrl: `${url}.well-known/openid-configuration`,
    clientId,
    clientSecret,
    person: 'dwho',
    group: 'timelords',
    async signIn(page: Page) {
      await page.locator('#userfield').fill('dwho')
      await page.locator('#passwordfield').fill('dwho')
      await page.locator('#passwordfield').press('Enter')
    },
    async close() {
      await program.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

function settings({ url, folder, redirectUrl }: Record<'url' | 'folder' | 'redirectUrl', string>) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const files = (name: string) => ({
    Directory: join(folder, name),
    LockDirectory: join(folder, name, 'lock'),
  })
  return {
    cfgNum: 1,
    domain: '127.0.0.1',
    portal: url,
    key: 'of this test',
    registerDB: 'Null',
    globalStorage: 'Apache::Session::File',
    globalStorageOptions: files('sessions'),
    persistentStorage: 'Apache::Session::File',
    persistentStorageOptions: files('persistent'),
    localSessionStorageOptions: { cache_root: join(folder, 'cache'), namespace: 'sessions' },
    groups: { timelords: '$uid eq "dwho"' },
    issuerDBOpenIDConnectActivation: 1,
    oidcServiceMetaDataIssuer: url,
    oidcServiceAllowAuthorizationCodeFlow: 1,
    oidcServicePrivateKeySig: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    oidcServicePublicKeySig: publicKey.export({ type: 'spki', format: 'pem' }),
    oidcServiceKeyIdSig: 'of this test',
    oidcRPMetaDataOptions: {
      [clientId]: {
        oidcRPMetaDataOptionsClientID: clientId,
        oidcRPMetaDataOptionsClientSecret: clientSecret,
        oidcRPMetaDataOptionsRedirectUris: redirectUrl,
        oidcRPMetaDataOptionsIDTokenSignAlg: 'RS256',
        oidcRPMetaDataOptionsBypassConsent: 1,
        oidcRPMetaDataOptionsRequirePKCE: 1,
        oidcRPMetaDataOptionsUserIDAttr: 'uid',
      },
    },
    oidcRPMetaDataExportedVars: {
      [clientId]: { preferred_username: 'uid', name: 'cn', email: 'mail', groups: 'groups;string;always' },
    },
    oidcRPMetaDataOptionsExtraClaims: { [clientId]: { profile: 'name preferred_username groups' } },
  }
}
