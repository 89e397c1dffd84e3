import { z } from 'zod'
import { category } from '../category.ts'
import { isLoopback } from '../plainHttp.ts'
import { hasUserinfo } from '../redirectUri.ts'
import { choice } from '../kinds/choice.ts'
import { text } from '../kinds/text.ts'
import { uriList } from '../kinds/uriList.ts'
import { requirePkce } from './requirePkce.ts'

/** Of OpenID Connect applications (contract.md 15). Their client ID, issuer and metadata address follow from the application and are no settings. */
export const trust = category('trust', {
  title: 'Trust',
  summary: 'What this application and the one that people sign in to need to know of each other.',
  settings: {
    serviceProviderConfiguration: choice({
      label: 'Service Provider Configuration',
      help: 'Where a sign-in begins: always at the application itself, or also by choosing it in the portal, which opens the address that you give.',
      default: 'RelyingParty',
      options: {
        RelyingParty: 'Login initiated by the relying party only',
        Portal: 'Login initiated by the relying party or from the portal',
      },
      wire: 'Gatewright.ServiceProviderConfiguration',
    }),
    resourceApplicationUrl: text({
      label: 'Resource application URL',
      help: 'The page of the application that the portal opens. It starts a sign-in by itself.',
      maxLength: 2000,
      emptyMeans: 'None',
      check: z
        .string()
        .refine(
          (value) => value === '' || isWebAddress(value),
          'Give a complete https address, such as https://app.example.com/start.',
        ),
      wire: 'OAuthProfile.Url',
      when: { key: 'serviceProviderConfiguration', is: 'Portal' },
    }),
    redirects: uriList({
      label: 'Authorized redirect URIs',
      itemLabel: 'Redirect URI',
      help: 'The addresses that sign-in answers may be sent to. They must match exactly (full url match is always on); wildcards do not work. Until there is one nobody can sign in, so it can wait until the other side knows it.',
      wire: 'OAuthProfile.Redirects',
    }),
    postLogoutRedirects: uriList({
      label: 'Post-logout redirect URIs',
      itemLabel: 'Redirect URI',
      help: 'The addresses to which people may be sent after they have signed out. They must match exactly.',
      wire: 'Gatewright.PostLogoutRedirects',
    }),
    requirePkce,
  },
  rules: [
    {
      at: 'resourceApplicationUrl',
      fault: ({ serviceProviderConfiguration, resourceApplicationUrl }) =>
        serviceProviderConfiguration === 'Portal' && resourceApplicationUrl === ''
          ? 'Give the address that the portal opens, or let the login begin at the relying party only.'
          : undefined,
    },
  ],
})

/** A page of a program: RD-02's demands on scheme and host, but parameters and a fragment are its own business. */
function isWebAddress(value: string): boolean {
  if (/[^\x21-\x7e]|[\\]/.test(value) || hasUserinfo(value)) return false
  try {
    const url = new URL(value)
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  } catch {
    return false
  }
}
