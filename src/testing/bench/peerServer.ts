import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { memory } from '../../samples/externalIdp/memory.ts'

// Beside ours: an authorization server that others wrote, which gives the same token to one client. Everything is in memory; with a file, each
// token is written down there, and synced, before it is answered.

const [, , port, clientId = '', secret = '', file] = process.argv
const url = `http://127.0.0.1:${port}`
const { privateKey } = await generateKeyPair('RS256', { extractable: true })
const provider = new Provider(url, {
  adapter: memory(),
  jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'peer' }] },
  clients: [
    {
      client_id: clientId,
      client_secret: secret,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    },
  ],
  scopes: ['siem'],
  ttl: { ClientCredentials: 18_000 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => url,
      getResourceServerInfo: () => ({
        scope: 'siem',
        audience: clientId,
        accessTokenTTL: 18_000,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
})
if (file !== undefined) writeDown(provider, new DatabaseSync(file))
const answer = provider.callback()
createServer((request, response) => void answer(request, response)).listen(Number(port), '127.0.0.1', () =>
  console.log('ready'),
)

function writeDown(of: Provider, database: DatabaseSync): void {
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    create table event (number integer primary key, id text not null, type text not null, at integer not null, detail text not null);
  `)
  const insert = database.prepare('insert into event (id, type, at, detail) values (?, ?, ?, ?)')
  const detail = JSON.stringify({ clientId, scope: 'siem', expiresIn: 18_000 })
  of.use(async (context, next) => {
    await next()
    if (context.path === '/token' && context.status === 200)
      insert.run(randomUUID(), 'issued', Date.now(), detail)
  })
}
