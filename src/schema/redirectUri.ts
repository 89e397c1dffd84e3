import { z } from 'zod'
import { isLoopback } from './plainHttp.ts'
import { upTo } from './upTo.ts'

/** A scheme of a native app's own: a domain name of its maker, backwards (RFC 8252 §7.1). */
export const isPrivateUse = (uri: string) => /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:/.test(uri)

/** A user, or a password, before the host: what a person takes for the host of `https://app.test@evil.test`. An `@` further on is part of a path. */
export const hasUserinfo = (uri: string) => /^[^/?#]*\/\/[^/?#]*@/.test(uri)

const reservedParameters = ['code', 'state', 'error', 'iss', 'response']

/**
 * Why a redirect URI is refused at registration (RD-02), or undefined when it is fine. Redirect URIs are compared
 * exactly (RFC 9700 §2.1), so everything that could be written in two ways is refused here.
 */
export function redirectUriFault(uri: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\s\\\u0000-\u001f\u007f]/.test(uri)) return 'Remove spaces, backslashes and control characters.'
  if (/[^\x21-\x7e]/.test(uri)) return 'Use ASCII only. Write an international host name in its xn-- form.'
  if (/,[a-z][a-z0-9+.-]*:\//i.test(uri)) return 'Write one address in each row: these are several.'
  if (uri.includes('*')) return 'Wildcards do not work. List each address in full.'
  if (uri.includes(';')) return 'Remove the semicolon.'
  if (/%(2e|2f|5c|25|00)/i.test(uri)) return 'Remove the encoded dot, slash, backslash or percent sign.'
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    return 'Give a complete address, such as https://app.example.com/callback.'
  }
  if (isPrivateUse(uri)) {
    if (!uri.startsWith(`${url.protocol}/`)) return `Put a slash behind the scheme: ${url.protocol}/callback.`
  } else if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'Use https, http on a loopback host such as localhost, or for a native app a scheme made of a domain name, such as com.example.app:/callback.'
  if (url.protocol === 'http:' && !isLoopback(url))
    return 'Use https. Plain http is accepted on loopback hosts only.'
  if (url.username || url.password || hasUserinfo(uri))
    return 'Remove the user name and password from the address.'
  if (uri.includes('#')) return 'Remove the part after #.'
  if (/(^|\/)\.{1,2}(\/|$)/.test(uri.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?/i, '').split('?', 1)[0] ?? ''))
    return 'Remove . and .. from the path.'
  for (const name of url.searchParams.keys())
    if (reservedParameters.includes(name.toLowerCase()))
      return `Remove the parameter ${name}: the answer itself uses that name.`
  if (url.href !== uri && url.href !== `${uri}/`) return `Write it in its plain form: ${url.href}`
  return undefined
}

const checked = (faultOf: (uri: string) => string | undefined) =>
  upTo(2000, z.string().trim()).check((context) => {
    const fault = faultOf(context.value)
    if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
  }) as z.ZodType<string>

/** Of an app that may be a native one; whether it is stands in another setting. */
export const redirectUriOfApps = checked(redirectUriFault)

/** Of a program that keeps a secret, and so runs on a server. */
export const redirectUri = checked(
  (uri) => redirectUriFault(uri) ?? (isPrivateUse(uri) ? privateUseNeedsNoSecret : undefined),
)

export const privateUseNeedsNoSecret =
  'Only an app that has no secret may be answered at a scheme of its own. Use https, or http on a loopback host.'
