import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { startBank } from './bank/bank.ts'
import { startExternalIdp } from './externalIdp/externalIdp.ts'
import { people } from './externalIdp/people.ts'
import { registerBank } from './registerBank.ts'
import { startTaxEfile } from './taxEfile/taxEfile.ts'
import { signInTo } from './tenantApi.ts'

// `npm run samples`: the Bank and Tax eFile against a running tenant, which an administrator's name and password register them in, and the identity provider of a
// partner, which is set up by hand.

const { env } = process
const tenantUrl = (env['TENANT_URL'] ?? 'http://localhost:7081').replace(/\/$/, '')
const bankPort = Number(env['BANK_PORT'] ?? 7090)
const taxPort = Number(env['TAX_EFILE_PORT'] ?? 7091)
const idpPort = Number(env['EXTERNAL_IDP_PORT'] ?? 7092)
const [bankUrl, taxUrl] = [`http://localhost:${bankPort}`, `http://localhost:${taxPort}`]

try {
  const call = await signInTo(tenantUrl, {
    user: env['GATEWRIGHT_ADMIN_USER'] ?? (await ask('Administrator of the tenant: ')),
    password: env['GATEWRIGHT_ADMIN_PASSWORD'] ?? (await ask('Password: ', { hidden: true })),
  })
  const registered = await registerBank(call, { tenantUrl, applicationId: 'sample-bank', clientUrl: taxUrl })
  await startBank(bankPort, { metadataUrl: registered.metadataUrl, audience: registered.clientId })
  await startTaxEfile(taxPort, { ...registered, url: taxUrl, bankUrl })
  const idp = await startExternalIdp(idpPort, tenantUrl)
  console.log(`
  The application "Bank" (sample-bank) is in the tenant ${tenantUrl}.

  Bank, a resource server   ${bankUrl}/profile   answers 401 without a token
  Tax eFile, its client     ${taxUrl}           click "Fetch my figures from the Bank" and sign in

  Leave "ReadStatements" out when you are asked, and the Bank shows no statements.

  Partner, an identity provider. Add it under External Identity Providers:

  Metadata URL    ${idp.metadataUrl}
  Client ID       ${idp.clientId}
  Client Secret   ${idp.clientSecret}
  Its people      ${people.map(({ name, groups }) => `${name} (${groups.join(', ') || 'in no group'})`).join('\n                  ')}
  Their password  ${idp.password}

  Ctrl+C stops all of them.
`)
} catch (error) {
  console.error(`  ${words(error)}`)
  process.exitCode = 1
}

/** Without an echo for what must not stay on the screen. */
async function ask(question: string, { hidden = false } = {}): Promise<string> {
  let silent = false
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!silent) process.stdout.write(chunk)
      done()
    },
  })
  const terminal = createInterface({ input: process.stdin, output, terminal: hidden && process.stdin.isTTY })
  const answer = terminal.question(question)
  silent = hidden
  const text = await answer
  terminal.close()
  if (hidden) process.stdout.write('\n')
  return text
}

function words(error: unknown): string {
  const code = (error as { cause?: { code?: string } }).cause?.code
  if (code === 'ECONNREFUSED')
    return `No tenant answers at ${tenantUrl}. Start it with npm start, or set TENANT_URL.`
  const inUse = (error as { code?: string; port?: number }).code === 'EADDRINUSE'
  if (inUse) return 'A port is in use. Set BANK_PORT, TAX_EFILE_PORT and EXTERNAL_IDP_PORT to free ones.'
  return error instanceof Error ? error.message : String(error)
}
