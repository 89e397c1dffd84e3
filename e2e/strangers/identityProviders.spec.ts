import { installDebianPackage } from '#testing/machine.ts'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { expect, test } from '../fixtures.ts'
import { glewlwydPackages, hasGlewlwyd, startGlewlwyd } from './glewlwyd.ts'
import { hasLemonldap, lemonldapPackages, startLemonldap } from './lemonldap.ts'

// Debian's own OpenID providers, unchanged, in front of a tenant. `npm test -- strangers` runs it: installing them takes minutes.

const providers = [
  { name: 'glewlwyd', packages: glewlwydPackages, isThere: hasGlewlwyd, start: startGlewlwyd },
  { name: 'LemonLDAP::NG', packages: lemonldapPackages, isThere: hasLemonldap, start: startLemonldap },
]

test.skip(process.env['STRANGERS'] !== '1', 'npm test -- strangers runs it')
test.describe.configure({ mode: 'default' })

for (const { name, packages, isThere, start } of providers)
  test(`people of ${name} are signed in, in the group that it says`, async ({
    product,
    admin,
    people,
    browser,
  }) => {
    test.setTimeout(600_000)
    test.skip(
      !isThere() && !packages.every((each) => installDebianPackage(each)),
      `${name} is not on this machine, and only root on Debian can install it (apt-get install ${packages.join(' ')})`,
    )
    const word = name.replaceAll(/\W/g, '').toLowerCase()
    const domain = `${word}.test`
    const id = await people.addIdentityProvider(name)
    const idp = await start(`${product.tenantUrl}/Federation/${id}/Callback`)
    try {
      const group = `From ${name}`
      await admin.result('/Gatewright/IdentityProviders/Update', {
        ID: id,
        Active: true,
        Inbound: { ClientId: idp.clientId, ClientSecret: idp.clientSecret, MetadataUrl: idp.metadataUrl },
        GroupMappings: {
          Claim: 'groups',
          Mappings: [{ AttributeValue: idp.group, GroupName: group }],
        },
      })
      const { Lines } = await admin.result<{ Lines: { Title: string; Passed: boolean; Seen: string }[] }>(
        '/Gatewright/IdentityProviders/Check',
        { ID: id },
      )
      expect(Lines.filter(({ Passed }) => !Passed)).toEqual([])
      const rules = await admin.result<{ Rules: object[] }>('/Gatewright/RoutingRules/Get', {})
      await admin.result('/Gatewright/RoutingRules/Set', {
        Rules: [...rules.Rules, { IdentityProvider: id, Domain: domain, UserAgent: 'Any', Enabled: true }],
      })
      const application = await oauthOf({ admin, url: product.tenantUrl }).openIdConnect(`behind-${word}`)

      // Their pages may throw: `elsewhere` would hold that against ours
      const person = await browser.newPage()
      const asked = {
        client_id: application.client.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        state: 'x',
      }
      await person.goto(
        `${product.tenantUrl}/OAuth2/Authorize/behind-${word}?${new URLSearchParams(asked).toString()}`,
      )
      await person.getByLabel('Login name').fill(`${idp.person}@${domain}`)
      await person.getByRole('button', { name: 'Next' }).click()
      const arrived = person.waitForRequest((request) => request.url().startsWith(`${redirectUri}?code=`))
      await idp.signIn(person)
      await arrived

      const { Results } = await admin.result<{ Results: { Row: { Name: string } }[] }>(
        '/Gatewright/Groups/Members',
        { ID: group },
      )
      expect(Results.map(({ Row }) => Row.Name)).toEqual([`${idp.person}@${domain}`])
    } finally {
      await idp.close()
    }
  })
