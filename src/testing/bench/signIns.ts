import { formOf, redirectUri } from '../oauth.ts'
import type { Product } from '../product.ts'
import { benchApplication } from './benchApplication.ts'
import { flowRates, type Flow } from './flows.ts'
import type { Row } from './table.ts'

/** From the authorization endpoint to the tokens, for somebody who is signed in; against the bare server's code and two signatures. */
export async function signInRate(product: Product, floorUrl: string): Promise<Row> {
  const { applicationId, clientId, flow, headers, session } = await benchApplication(product, 'bench-sign-in')
  const fields = flow.request(clientId)
  await flow.agree(applicationId, fields, session)
  const query = formOf(fields).toString()
  const roundTrip =
    ({ authorize, token }: { authorize: string; token: string }): Flow =>
    async (send) => {
      const cookie = `session=${floorSession}; .ASPXAUTH=${session}`
      const { location } = await send(`${authorize}?${query}`, { headers: { cookie } })
      const code = location.startsWith(redirectUri) ? new URL(location).searchParams.get('code') : null
      if (code === null) throw new Error(`${authorize}: no code, but ${location}`)
      const body = formOf(flow.redemption(code)).toString()
      const reply = await send(token, { method: 'POST', headers, body })
      if (!reply.text.includes('"id_token"')) throw new Error(`${token}: ${reply.status} ${reply.text}`)
    }
  const at = (path: string) => `${product.tenantUrl}/OAuth2/${path}/${applicationId}`
  const { medians, compared } = await flowRates(
    roundTrip({ authorize: `${floorUrl}/authorize`, token: `${floorUrl}/token` }),
    roundTrip({ authorize: at('Authorize'), token: at('Token') }),
  )
  return {
    what: 'Code with PKCE and its tokens, signed in, of the bare rate of the same',
    figure: `${Math.round(medians.ours)}/s of ${Math.round(medians.floor)}/s`,
    ...compared('ours', 'floor'),
  }
}

/** The one that the bare server knows. */
const floorSession = 'session'
