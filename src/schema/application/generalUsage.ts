import { z } from 'zod'
import { category } from '../category.ts'
import { isLoopback } from '../plainHttp.ts'
import { hasNoScheme } from './issuer.ts'
import { hasUserinfo, isPrivateUse, privateUseNeedsNoSecret } from '../redirectUri.ts'
import { upTo } from '../upTo.ts'
import { choice } from '../kinds/choice.ts'
import { text } from '../kinds/text.ts'
import { textList } from '../kinds/textList.ts'
import { toggle } from '../kinds/toggle.ts'
import { uriList } from '../kinds/uriList.ts'
import { requirePkce } from './requirePkce.ts'

export const generalUsage = category('generalUsage', {
  title: 'General Usage',
  summary: 'Who may act as a client of this application, and where answers may be sent.',
  settings: {
    clientIdType: choice({
      label: 'Client ID Type',
      help: 'Confidential clients prove themselves with an ID and a secret: the login name and password of a service user. List is for apps that cannot keep a secret and use PKCE. Anything accepts every client ID.',
      default: 'Confidential',
      options: { Anything: 'Anything', List: 'List', Confidential: 'Confidential' },
    }),
    allowedClients: textList({
      label: 'Allowed Clients',
      itemLabel: 'Client ID',
      help: 'The client IDs that may ask for tokens. A mobile app uses its package name.',
      item: upTo(300, z.string().trim()).min(1, 'Give a client ID, or remove the row.'),
      when: { key: 'clientIdType', is: 'List' },
    }),
    mustBeOAuthClient: toggle({
      label: 'Must be OAuth Client',
      help: 'On, only users marked "Is OAuth confidential client" can get tokens as a client. Off, every directory user with the Run right can.',
      default: true,
      wire: 'OAuthProfile.MustBeOauthClient',
      when: { key: 'clientIdType', is: 'Confidential' },
    }),
    issuer: text({
      label: 'Issuer',
      help: 'Stands in every token as iss, trailing slash included. Resource servers compare it byte for byte. No two applications have the same.',
      maxLength: 500,
      emptyMeans: 'The tenant address followed by the Application ID and a slash',
      check: z
        .string()
        .refine(
          (value) => value === '' || isIssuer(value) || hasNoScheme(value),
          'Give a complete https address without parameters, or leave it empty.',
        ),
      wire: 'OAuthProfile.Issuer',
    }),
    audience: text({
      label: 'Audience',
      help: 'Stands in every token as aud: the name by which the API that gets the tokens knows itself. Any text, such as company://audience or the address of the API.',
      maxLength: 500,
      emptyMeans: 'The client ID',
      wire: 'OAuthProfile.Audience',
    }),
    redirects: uriList({
      label: 'Allow Redirects',
      also: 'Allowed Redirects',
      itemLabel: 'Redirect URI',
      help: 'The addresses that sign-in answers may be sent to. They must match exactly, but for the port of http on this machine; wildcards do not work. A native app without a secret may have a scheme of its own, such as com.example.app:/callback. Needed for Auth Code and Implicit.',
      wire: 'OAuthProfile.Redirects',
      ofApps: true,
    }),
    requirePkce,
  },
  rules: [
    {
      at: 'allowedClients',
      fault: ({ clientIdType, allowedClients }) =>
        clientIdType === 'List' && allowedClients.length === 0
          ? 'Add at least one client ID, or choose another Client ID Type.'
          : undefined,
    },
    {
      at: 'redirects',
      fault: ({ clientIdType, redirects }) =>
        clientIdType === 'Confidential' && redirects.some(isPrivateUse)
          ? `${redirects.find(isPrivateUse)} is the scheme of an app. ${privateUseNeedsNoSecret} For an app choose List as Client ID Type.`
          : undefined,
    },
  ],
})

/** RFC 8414 §2: https, without query and fragment. In its plain form, because it is compared byte for byte. */
function isIssuer(value: string): boolean {
  if (/[^\x21-\x7e]|[\\?#]/.test(value) || hasUserinfo(value)) return false
  try {
    const url = new URL(value)
    return (
      (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) &&
      (url.href === value || url.href === `${value}/`)
    )
  } catch {
    return false
  }
}
