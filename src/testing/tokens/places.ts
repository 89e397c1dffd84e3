import { expect } from 'vitest'
import { ApiClient } from '../apiClient.ts'
import type { Made, World } from './world.ts'

/** Where tokens are used: whether one still opens something there. */
export const places = {
  'tenant API': async ({ running }: World, token: string) => {
    const { status } = await new ApiClient(running.url, token).post('/Security/WhoAmI')
    expect([200, 401]).toContain(status)
    return status === 200
  },
  userinfo: async ({ running }: World, token: string, { applicationId }: Made) => {
    const headers = { authorization: `Bearer ${token}` }
    const { status } = await fetch(`${running.url}/OAuth2/UserInfo/${applicationId}`, { headers })
    // A program's token tells of nobody, which it says with another status
    expect([200, 403, 401]).toContain(status)
    return status !== 401
  },
  introspection: async (
    { flow, asker }: World,
    token: string,
    { kind, applicationId, clientId, secret }: Made,
  ) => {
    const client = kind === 'own' ? { clientId, secret: secret ?? '' } : asker
    const { body } = await flow.post(`Introspect/${applicationId}`, { token }, { client })
    if (body['active'] === false) expect(body).toEqual({ active: false })
    return body['active'] === true
  },
}
export type Place = keyof typeof places
