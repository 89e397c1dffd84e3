import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signIn as signInByApi } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { externalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { startProduct } from '#testing/product.ts'
import type { TestTenant } from '#testing/tenant.ts'
import { expect, test } from '../fixtures.ts'
import { expectAccessible } from '../pages/look.ts'

// Somebody whose account is at an identity provider on another site: to an application and out of it, begun there, and in the console.
test('FC-13 FC-14 FC-15 people sign in, begin at the identity provider, and sign out on both sides', async ({
  elsewhere,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  const idp = await externalIdp()
  const application = createServer((_, reply) => void reply.end('The application'))
  application.listen(0, '127.0.0.1')
  await once(application, 'listening')
  const home = `http://127.0.0.1:${(application.address() as AddressInfo).port}`
  const [cb, bye, start] = [`${home}/cb`, `${home}/bye`, `${home}/start`]
  try {
    const { tenantUrl: url, consoleUrl } = product
    const admin = await signInByApi(url, administrator)
    const people = peopleOf({ admin, url })
    const flow = oauthOf({ admin, url })
    const bank = await flow.openIdConnect('bank', {
      own: { PostLogoutRedirects: [bye], ServiceProviderConfiguration: 'Portal' },
      profile: { Url: start, Redirects: [cb] },
    })
    const group = await people.addGroup('Helpers')
    await people.join(await people.addRole('Helpers of the console', ['adminportallogin']), {
      Groups: [group],
    })
    const id = await people.addIdentityProvider('Partner', {
      ...idp.settings(),
      Outbound: { SingleLogout: true },
      GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'helpers', GroupName: 'Helpers' }] },
    })
    const federation = federationOf({ admin, url } as TestTenant)
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
    idp.state.afterSignOut = `${url}/Federation/${id}/PostLogout`
    idp.state.person = {
      sub: 'ada',
      preferred_username: 'ada@partner.test',
      name: 'Ada',
      groups: ['helpers'],
    }

    const page = await elsewhere()
    const link = `${url}${federation.link(bank, { redirect_uri: cb })}`

    // To the application
    await page.goto(link)
    await page.getByLabel('Login name').fill('ada@partner.test')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.waitForURL(`${cb}?code=*`)
    const code = new URL(page.url()).searchParams.get('code') ?? ''
    const { body } = await flow.post(
      'Token/bank',
      { grant_type: 'authorization_code', code, redirect_uri: cb },
      { client: bank.client },
    )

    // And out of it: here, there, and on to where the application said
    const hint = { id_token_hint: String(body['id_token']), post_logout_redirect_uri: bye, state: 'kept' }
    await page.goto(`${url}/OAuth2/EndSession/bank?${new URLSearchParams(hint).toString()}`)
    await page.waitForURL(`${bye}?state=kept`)
    expect(idp.state.signOut.get('id_token_hint')).toBeTruthy()
    expect(idp.state.signOut.toString()).not.toContain(encodeURIComponent(home))
    await page.goto(link)
    await expect(page.getByLabel('Login name')).toBeVisible()

    // Begun there: a tile that is a link, and one that posts a form from another site
    await page.goto(`${url}/Federation/${id}/Login?${new URLSearchParams({ iss: idp.issuer }).toString()}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your applications')
    await expectAccessible(page, 'own applications')
    await page.getByRole('link', { name: 'The bank application' }).click()
    await page.waitForURL(start)
    await page.goto(`${idp.issuer}/.well-known/openid-configuration`)
    await page.evaluate(
      ([action, fields]) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action })
        for (const [name, value] of Object.entries(fields))
          form.append(Object.assign(document.createElement('input'), { name, value }))
        document.body.append(form)
        form.submit()
      },
      [`${url}/Federation/${id}/Login`, { iss: idp.issuer, target_link_uri: start }] as const,
    )
    await page.waitForURL(start)

    // In the console, out by its menu
    await page.goto(consoleUrl)
    await expect(page.getByRole('banner').getByRole('button', { expanded: false })).toBeVisible()
    idp.state.signOut = new URLSearchParams()
    await page.getByRole('banner').getByRole('button', { expanded: false }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL(`${consoleUrl}/signed-out`)
    expect(idp.state.signOut.get('id_token_hint')).toBeTruthy()
    await page.goto(link)
    await expect(page.getByLabel('Login name')).toBeVisible()
  } finally {
    await product.close()
    await idp.close()
    application.close()
  }
})

test('FC-17 somebody signs in for a program, and is shown a PIN', async ({ elsewhere }) => {
  test.setTimeout(120_000)
  const product = await startProduct()
  const idp = await externalIdp()
  try {
    const { tenantUrl: url } = product
    const admin = await signInByApi(url, administrator)
    const id = await peopleOf({ admin, url }).addIdentityProvider('Partner', idp.settings())
    await federationOf({ admin, url } as TestTenant).route({ IdentityProvider: id, Domain: 'partner.test' })
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test' }
    const started = await admin.result<Record<string, string>>('/Security/StartAuthentication', {
      User: 'ada@partner.test',
    })
    const page = await elsewhere()
    await page.goto(started['IdpRedirectShortUrl'] ?? '')
    await expectAccessible(page, 'sign in for a program')
    await page.getByRole('button', { name: 'Continue to sign in' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your PIN')
    await expectAccessible(page, 'PIN')
    const { Summary } = await admin.result<{ Summary: string }>('/Security/AdvanceAuthentication', {
      SessionId: started['IdpLoginSessionId'],
      MechanismId: 'OOBAUTHPIN',
      Action: 'Answer',
      Answer: await page.locator('.pin').innerText(),
    })
    expect(Summary).toBe('LoginSuccess')
  } finally {
    await product.close()
    await idp.close()
  }
})
