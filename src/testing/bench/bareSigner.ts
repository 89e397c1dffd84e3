import { createServer } from 'node:http'
import { generateKeyPair, SignJWT } from 'jose'

// The floor of the token rate: an HTTP server that signs a token of the same size and does nothing else.

const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
const port = Number(process.argv[2])

createServer((request, response) => {
  request.resume().on('end', () => void answer(response))
}).listen(port, '127.0.0.1', () => console.log('ready'))

async function answer(response: import('node:http').ServerResponse): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const token = await new SignJWT({
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
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'at+jwt' })
    .sign(privateKey)
  const body = JSON.stringify({
    access_token: token,
    token_type: 'Bearer',
    expires_in: 18_000,
    scope: 'siem',
  })
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body)
}
