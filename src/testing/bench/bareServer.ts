import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { generateKeyPair, jwtVerify, SignJWT } from 'jose'

// The floor of the other rows: an HTTP server that does the cryptography and the database work that a request cannot do without, and nothing else.
// Nobody is asked who it is, nothing is judged and nothing is written down.

const [, , port, file = ''] = process.argv
const database = new DatabaseSync(file)
database.exec(`
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table token (mac text primary key, claims text not null);
  create table revoked (jti text primary key);
  create table session (mac text primary key, user_id text not null);
  create table code (mac text primary key, challenge text not null, consumed_at integer);
`)
const insertToken = database.prepare('insert into token values (?, ?)')
const findToken = database.prepare('select claims from token where mac = ?')
const findRevoked = database.prepare('select jti from revoked where jti = ?')
const insertSession = database.prepare('insert into session values (?, ?)')
const findSession = database.prepare('select user_id from session where mac = ?')
const insertCode = database.prepare('insert into code values (?, ?, null)')
const findCode = database.prepare('select challenge from code where mac = ?')
const consumeCode = database.prepare('update code set consumed_at = ? where mac = ? and consumed_at is null')

const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
const pepper = randomBytes(32)
const macOf = (value: string) => createHmac('sha256', pepper).update(value).digest('base64url')
insertSession.run(macOf('session'), 'somebody')

type Answer = { body: object } | { location: string }

const answers: Record<string, (request: IncomingMessage, form: URLSearchParams) => Answer | Promise<Answer>> =
  {
    '/opaque': () => {
      const token = randomBytes(32).toString('base64url')
      insertToken.run(macOf(token), JSON.stringify(claims()))
      return { body: tokenReply(token) }
    },
    '/signed': async () => ({ body: tokenReply(await sign(claims())) }),
    '/introspect/opaque': (_, form) => {
      const row = findToken.get(macOf(form.get('token') ?? ''))
      if (row === undefined) return { body: { active: false } }
      return { body: { active: true, ...(JSON.parse(String(row['claims'])) as object) } }
    },
    '/introspect/signed': async (_, form) => {
      const { payload } = await jwtVerify(form.get('token') ?? '', publicKey, { algorithms: ['RS256'] })
      return { body: { active: findRevoked.get(payload.jti ?? '') === undefined, ...payload } }
    },
    '/authorize': (request) => {
      const session = /session=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
      if (findSession.get(macOf(session)) === undefined) return { location: '/login' }
      const query = new URLSearchParams(request.url?.split('?')[1])
      const code = randomBytes(32).toString('base64url')
      insertCode.run(macOf(code), query.get('code_challenge'))
      return { location: `${query.get('redirect_uri') ?? ''}?code=${code}&state=${query.get('state') ?? ''}` }
    },
    '/token': async (_, form) => {
      const mac = macOf(form.get('code') ?? '')
      const verifier = createHash('sha256').update(form.get('code_verifier') ?? '')
      const fits = findCode.get(mac)?.['challenge'] === verifier.digest('base64url')
      if (!fits || consumeCode.run(Date.now(), mac).changes !== 1) return { body: { error: 'invalid_grant' } }
      return { body: { ...tokenReply(await sign(claims())), id_token: await sign(claims()) } }
    },
  }

createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const answer = answers[request.url?.split('?')[0] ?? '']
    void Promise.resolve(answer?.(request, new URLSearchParams(Buffer.concat(chunks).toString()))).then(
      (given = { body: {} }) => {
        if ('location' in given) return response.writeHead(302, { location: given.location }).end()
        const body = JSON.stringify(given.body)
        return response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
          .end(body)
      },
    )
  })
}).listen(Number(port), '127.0.0.1', () => console.log('ready'))

function claims() {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: 'http://localhost:7081/bench/',
    aud: 'bench@acme.test',
    sub: '5d3f7a6e-51a5-4a53-9f43-2f1b0f0f7f10',
    unique_name: 'bench@acme.test',
    scope: 'siem',
    client_id: 'bench@acme.test',
    auth_time: now,
    iat: now,
    exp: now + 18_000,
    jti: '5d3f7a6e-51a5-4a53-9f43-2f1b0f0f7f10.5d3f7a6e-51a5-4a53-9f43-2f1b0f0f7f10',
  }
}

const sign = (of: ReturnType<typeof claims>) =>
  new SignJWT(of).setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'at+jwt' }).sign(privateKey)

function tokenReply(token: string) {
  return { access_token: token, token_type: 'Bearer', expires_in: 18_000, scope: 'siem' }
}
