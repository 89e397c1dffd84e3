import { signIn as signInByApi } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { externalIdp } from '#testing/externalIdp.ts'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { startProduct } from '#testing/product.ts'
import { expect, signInAt, test } from '../fixtures.ts'

// The vendor's guide by hand: a name, inbound and outbound metadata, a group mapping, a rule, and somebody who signs in by it.
test('FC-13 an identity provider is added, checked and routed to, and its people reach an application', async ({
  page,
  elsewhere,
}) => {
  test.setTimeout(240_000)
  const product = await startProduct()
  const idp = await externalIdp()
  try {
    await signInAt(product, page, { path: '/identity-providers' })
    await page.getByRole('link', { name: 'Add identity provider' }).first().click()
    await page.getByLabel('External Identity Provider Name').fill('Partner')
    await page.getByRole('button', { name: /^Next/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Partner')
    await page.getByRole('link', { name: 'All settings' }).click()

    const tabs = page.getByRole('main').getByRole('navigation')
    await tabs.getByRole('link', { name: 'Group Mappings' }).click()
    await page.getByLabel('Claim with the groups').fill('groups')
    await page.getByRole('button', { name: 'Add group mapping' }).click()
    await page.getByLabel('Group Attribute Value').fill('staff')
    await page.getByLabel('Group Name').fill('Partner staff')

    await tabs.getByRole('link', { name: 'Outbound Metadata' }).click()
    await expect(page.getByRole('main')).toContainText(`${product.tenantUrl}/Federation/`)

    await tabs.getByRole('link', { name: 'Inbound Metadata' }).click()
    await page.getByLabel('Client ID', { exact: true }).fill(idp.clientId)
    await page.getByLabel('Client Secret').fill(idp.clientSecret)
    await page.getByLabel('OpenID provider Metadata URL').fill(idp.issuer)
    await page.getByLabel('OpenID provider Metadata URL').blur()
    await expect(page.getByText(`Try ${idp.metadataUrl}`)).toBeVisible()
    await page.getByLabel('OpenID provider Metadata URL').fill(idp.metadataUrl)
    await tabs.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Active').check()
    await page.getByRole('button', { name: /^Review|^Save/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await tabs.getByRole('link', { name: 'Inbound Metadata' }).click()
    await page.getByRole('button', { name: 'Check now' }).click()
    for (const line of ['Client ID', 'Client Secret', 'Metadata', 'Issuer', 'Keys', 'Signatures', 'PKCE'])
      await expect(page.getByText(`${line}: fine`)).toBeVisible()
    expect(await page.content()).not.toContain(idp.clientSecret)

    await page.goto(`${product.consoleUrl}/routing-rules`)
    await page.getByRole('button', { name: 'Add rule' }).click()
    await page.getByLabel('Domain').fill('partner.test')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Routing rules changed')).toHaveCount(0)
    await page.getByLabel('Login name').fill('ada@partner.test')
    await page.getByRole('button', { name: 'Try' }).click()
    await expect(page.getByText('signs in at Partner')).toBeVisible()

    // An application for the members of the group alone
    const admin = await signInByApi(product.tenantUrl, administrator)
    const flow = oauthOf({ admin, url: product.tenantUrl })
    const bank = await flow.openIdConnect('bank')
    const person = await elsewhere()
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada', groups: ['staff'] }
    const link = `${product.tenantUrl}/OAuth2/Authorize/bank?${new URLSearchParams({
      client_id: bank.client.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 'x',
    }).toString()}`
    await person.goto(link)
    await expect(person.getByLabel('Password')).toHaveCount(0)
    await person.getByLabel('Login name').fill('ada@partner.test')
    const arrived = person.waitForRequest((request) => request.url().startsWith(`${redirectUri}?code=`))
    await person.getByRole('button', { name: 'Next' }).click()
    await arrived

    const members = await admin.result<{ Results: { Row: { Name: string } }[] }>(
      '/Gatewright/Groups/Members',
      {
        ID: 'Partner staff',
      },
    )
    expect(members.Results.map(({ Row }) => Row.Name)).toEqual(['ada@partner.test'])

    // RT-02: whoever administers signs in here, whatever the rules say
    await admin.result('/Gatewright/RoutingRules/Set', {
      Rules: [{ IdentityProvider: await idOf(admin), Domain: 'acme.test', UserAgent: 'Any', Enabled: true }],
    })
    const local = await elsewhere()
    await local.goto(
      link.replace('/OAuth2/Authorize/bank?', '/login/local?cloudRedirect=OAuth2%2FAuthorize%2Fbank%3F'),
    )
    await expect(local.getByLabel('Password')).toBeVisible()
  } finally {
    await product.close()
    await idp.close()
  }
})

const idOf = async (admin: Awaited<ReturnType<typeof signInByApi>>) => {
  const { Results } = await admin.result<{ Results: { Row: { ID: string } }[] }>('/Redrock/query', {
    Script: 'select ID from IdentityProvider',
  })
  return Results[0]?.Row.ID ?? ''
}
