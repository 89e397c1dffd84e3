import { text } from './visit.ts'
import { oauthOf, redirectUri } from './oauth.ts'
import { peopleOf } from './people.ts'
import { pageOf, plainBrowser, type PlainBrowser, type Sight } from './plainBrowser.ts'
import type { TestTenant } from './tenant.ts'

export type SentRule = {
  IdentityProvider: string
  Domain?: string
  UserAgent?: string
  Role?: string
  Enabled?: boolean
}

/** What administrators do about federation, and what people do who sign in by it, from outside. */
export function federationOf({ admin, url, tenant }: TestTenant) {
  const flow = oauthOf({ admin, url })

  const route = (...rules: SentRule[]) =>
    admin.result('/Gatewright/RoutingRules/Set', {
      Rules: rules.map((rule) => ({ Domain: '', UserAgent: 'Any', Enabled: true, ...rule })),
    })

  /** The link by which an application lets somebody sign in. */
  const link = (
    application: { applicationId: string; client: { clientId: string } },
    more: Record<string, string> = {},
  ) =>
    `/OAuth2/Authorize/${application.applicationId}?${new URLSearchParams({
      client_id: application.client.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 'the state',
      ...more,
    }).toString()}`

  /** Types a name on the sign-in page, and gives what is shown then. */
  async function typeName(browser: PlainBrowser, address: string, name: string): Promise<Sight> {
    return browser.submit(await browser.open(address), { user: name })
  }

  /** Where the page takes the browser; undefined when it stays here. */
  const leadsTo = (sight: Sight): URL | undefined => {
    const found = /<meta http-equiv="refresh" content="0;url=([^"]*)"/.exec(pageOf(sight).html)?.[1]
    return found === undefined ? undefined : new URL(text(found))
  }

  /** The address by which the identity provider sends the browser back. */
  async function back(sight: Sight): Promise<URL> {
    const away = leadsTo(sight)
    if (!away) throw new Error(`Nobody is sent anywhere: ${pageOf(sight).html}`)
    const reply = await fetch(away, { redirect: 'manual' })
    return new URL(reply.headers.get('location') ?? '', away)
  }

  /** Signs somebody in at the identity provider, and gives what the browser sees then: the application's answer, or a page of ours. */
  async function signIn(name: string, address: string, browser = plainBrowser(url)): Promise<Sight> {
    return browser.open(await back(await typeName(browser, address, name)))
  }

  /** The reason of the newest refusal, as an administrator reads it. */
  async function refused(): Promise<{ check?: string; seen?: string; expected?: string; cure?: string }> {
    await tenant.strangerEvents.sumUp()
    const row = await tenant.database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', '=', 'Cloud.Core.LoginFail')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    return JSON.parse(row?.detail ?? '{}') as { check?: string; seen?: string }
  }

  return { flow, route, link, typeName, leadsTo, back, signIn, refused }
}

/** Does something while a rule sends the people of a domain to an identity provider that nobody asks. */
export async function whileRouted<Result>(
  running: TestTenant,
  domain: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const { route } = federationOf(running)
  const id = await peopleOf(running).addIdentityProvider(`Of ${domain}`, {
    Active: true,
    Inbound: {
      ClientId: 'us',
      ClientSecret: 'canary.Client.1',
      MetadataUrl: 'https://idp.test/.well-known/openid-configuration',
    },
  })
  await route({ IdentityProvider: id, Domain: domain })
  const result = await run()
  await route()
  return result
}
