import { ApiClient } from '../apiClient.ts'
import { formOf } from '../oauth.ts'
import { bootTenant } from '../tenant.ts'
import { benchApplication, ownToken } from './benchApplication.ts'
import { ratesOf, type byTurns, type Load } from './load.ts'
import type { Row } from './table.ts'

/** Tokens and calls of a tenant that counts them, against those of one that does not. */
export async function usage(): Promise<Row[]> {
  const tenants = await Promise.all([true, false].map(tenantThat))
  const [counting, plain] = tenants
  if (!counting || !plain) throw new Error('Both tenants are needed')
  try {
    const tokens = await ratesOf({ counting: counting.tokens, plain: plain.tokens })
    const calls = await ratesOf({ counting: counting.calls, plain: plain.calls })
    return [row('Client-credentials tokens, counted', tokens), row('Calls with a token, counted', calls)]
  } finally {
    await Promise.all(tenants.map(({ close }) => close()))
  }
}

type Rates = Awaited<ReturnType<typeof byTurns<Load, 'counting' | 'plain'>>>

const row = (what: string, { medians, compared }: Rates): Row => ({
  what: `${what}, of the rate without counting`,
  figure: `${Math.round(medians.counting)}/s of ${Math.round(medians.plain)}/s`,
  ...compared('counting', 'plain'),
  bar: { atLeast: 0.85 },
})

async function tenantThat(counts: boolean) {
  const { tenant, url, close } = await bootTenant()
  if (!counts) Object.assign(tenant.usage, { call: () => undefined, token: () => undefined })
  const application = await benchApplication({ tenantUrl: url }, 'bench-usage')
  const tokens = application.load('/OAuth2/Token', ownToken)
  const reply = await fetch(tokens.url, {
    method: 'POST',
    headers: application.headers,
    body: formOf(ownToken),
  })
  const { access_token: token } = (await reply.json()) as { access_token: string }
  const calls: Load = {
    url: `${url}/Redrock/query`,
    method: 'POST',
    // Queries wait for each other, and too many are turned away
    connections: 4,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ Script: 'select ID from Role limit 1' }),
  }
  if (
    !(await new ApiClient(url, token).post('/Redrock/query', JSON.parse(calls.body ?? ''))).envelope.success
  )
    throw new Error('The call is refused')
  return { tokens, calls, close }
}
