import { Browser } from '../browser.ts'
import { administrator } from '../administrator.ts'
import { benchApplication } from './benchApplication.ts'
import { latencies, type Load } from './load.ts'
import type { Product } from '../product.ts'
import type { Row } from './table.ts'

/**
 * Latency through the bff against the same call at the tenant, for a small and a large reply. The direct call carries what the bff sends, an access token of
 * a sign-in: what is compared is the way, not the kind of credential.
 */
export async function forwarding(product: Product): Promise<Row[]> {
  const browser = await signedInBrowser(product)
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  const accessToken = await tokenOfSignIn(product)
  const rows: Row[] = []
  for (const { size, limit } of [
    { size: '1 KB', limit: 1 },
    { size: '200 KB', limit: 160 },
  ]) {
    const body = JSON.stringify({
      Script: 'select * from Event',
      Args: { PageNumber: 1, PageSize: limit, Limit: limit },
    })
    const request: Omit<Load, 'url' | 'headers'> = { method: 'POST', body, connections: 4 }
    const json = { 'content-type': 'application/json' }
    const { medians, compared } = await latencies(
      {
        ...request,
        url: `${product.tenantUrl}/Redrock/query`,
        headers: { ...json, authorization: `Bearer ${accessToken}` },
      },
      {
        ...request,
        url: `${product.consoleUrl}/api/Redrock/query`,
        headers: {
          ...json,
          cookie,
          origin: product.consoleUrl,
          'x-gatewright': '1',
          'sec-fetch-site': 'same-origin',
        },
      },
    )
    rows.push({
      what: `A ${size} reply through the bff, of the tenant alone (p50)`,
      figure: `${medians.ours.toFixed(2)} ms of ${medians.floor.toFixed(2)} ms`,
      ...compared('ours', 'floor'),
      bar: { atMost: 1.5 },
      goal: { atMost: 1.3 },
    })
  }
  return rows
}

async function tokenOfSignIn(product: Product): Promise<string> {
  const application = await benchApplication(product, 'bench-direct')
  const { flow, applicationId, clientId, secret } = application
  const code = await flow.code({ applicationId, client: { clientId } })
  const { body } = await flow.token(applicationId, flow.redemption(code), { client: { clientId, secret } })
  return String(body['access_token'])
}

async function signedInBrowser({ consoleUrl, tenantUrl }: Product): Promise<Browser> {
  const browser = new Browser({})
  const login = await browser.visit(`${consoleUrl}/bff/sign-in?returnTo=/`)
  const answer = await browser.send(login.url, {
    method: 'POST',
    headers: { origin: tenantUrl, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(administrator).toString(),
  })
  await browser.visit(new URL(answer.headers.location ?? '', tenantUrl).href)
  return browser
}
