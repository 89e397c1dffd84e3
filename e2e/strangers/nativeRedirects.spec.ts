import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { formOf, oauthOf } from '#testing/oauth.ts'
import { password } from '#testing/people.ts'
import { expect, fillInSignIn, test } from '../fixtures.ts'

// What a real browser makes of the addresses of native apps, under the policy of our own pages: forms lead there over several redirects.

// One after the other: they share what is made before them.
test.describe.configure({ mode: 'default' })

const clientId = 'com.example.field'

test.beforeAll(async ({ admin, people, product }) => {
  await oauthOf({ admin, url: product.tenantUrl }).application('native', {
    profile: {
      ClientIDType: 0,
      AllowedClients: [clientId],
      Redirects: ['http://[::1]/cb', 'http://127.0.0.1/cb', 'com.example.field:/cb'],
      Confirm: true,
    },
  })
  await people.addUser('field')
})

const person = { user: 'field@acme.test', password }

test.describe('PB-01 a sign-in and a consent lead to', () => {
  for (const [host, address] of [
    ['::1', '[::1]'],
    ['127.0.0.1', '127.0.0.1'],
  ] as const)
    test(`the port on ${address} that an app listens at`, async ({ elsewhere, admin, product }) => {
      const server = createServer((_request, response) => response.end('back in the app'))
      server.listen(0, host)
      await once(server, 'listening')
      const redirect_uri = `http://${address}:${(server.address() as AddressInfo).port}/cb`
      const flow = oauthOf({ admin, url: product.tenantUrl })
      const asked = flow.request(clientId, { redirect_uri, prompt: 'consent', scope: 'openid' })
      const page = await elsewhere()
      await page.goto(`${product.tenantUrl}/OAuth2/Authorize/native?${formOf(asked).toString()}`)
      await fillInSignIn(page, person)
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      await expect(page.getByText('back in the app')).toBeVisible()
      expect(page.url()).toContain(`${redirect_uri}?code=`)
      server.close()
    })

  test('the scheme that an app owns', async ({ elsewhere, admin, product }) => {
    const flow = oauthOf({ admin, url: product.tenantUrl })
    const asked = flow.request(clientId, {
      redirect_uri: 'com.example.field:/cb',
      prompt: 'consent',
      scope: 'openid',
    })
    const page = await elsewhere()
    await page.goto(`${product.tenantUrl}/OAuth2/Authorize/native?${formOf(asked).toString()}`)
    await fillInSignIn(page, person)
    await expect(page.getByText('com.example.field: asks for access')).toBeVisible()
    const policy = page.waitForResponse((reply) => reply.request().method() === 'POST')
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    const reply = await policy
    expect(reply.headers()['location']).toMatch(/^com\.example\.field:\/cb\?code=/)
  })
})
