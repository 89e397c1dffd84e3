import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let rowKey: string
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  ;({ rowKey } = await flow.application('portal', { profile: { Redirects: ['https://app.test/@a/cb'] } }))
})
afterAll(() => running.close())

test('PB-14 an @ in the path of a redirect is fine, and answers go there', async () => {
  const others = { redirect_uri: 'https://app.test/@a/cb', scope: 'openid' }
  const asked = flow.request('svc-portal@acme.test', others)
  const reply = await flow.authorize('portal', asked, { bearer: running.admin.bearer })
  expect(reply.headers.get('location')).toMatch(/^https:\/\/app\.test\/@a\/cb\?code=/)
})

test('PB-14 two addresses in one are refused in words', async () => {
  const { envelope } = await running.admin.post('/SaasManage/UpdateApplicationDE', {
    _RowKey: rowKey,
    OAuthProfile: { Redirects: ['https://a.test/cb,https://b.test/cb'] },
  })
  expect(envelope.success).toBe(false)
  expect(JSON.stringify(envelope)).toContain('one address in each row')
})
