import { z } from 'zod'
import { isLoopback } from './plainHttp.ts'
import { upTo } from './upTo.ts'

const reservedParameters = ['code', 'state', 'error', 'iss', 'response']

/**
 * Why a redirect URI is refused at registration (RD-02), or undefined when it is fine. Redirect URIs are compared
 * exactly (RFC 9700 §2.1), so everything that could be written in two ways is refused here.
 */
export function redirectUriFault(uri: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\s\\\u0000-\u001f\u007f]/.test(uri)) return 'Remove spaces, backslashes and control characters.'
  if (/[^\x21-\x7e]/.test(uri)) return 'Use ASCII only. Write an international host name in its xn-- form.'
  if (uri.includes('*')) return 'Wildcards do not work. List each address in full.'
  if (uri.includes(';')) return 'Remove the semicolon.'
  if (/%(2e|2f|5c|25|00)/i.test(uri)) return 'Remove the encoded dot, slash, backslash or percent sign.'
  let url: URL
  try {
    url = new URL(uri)
  } catch {
    return 'Give a complete address, such as https://app.example.com/callback.'
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'Use https, or http on a loopback host such as localhost.'
  if (url.protocol === 'http:' && !isLoopback(url))
    return 'Use https. Plain http is accepted on loopback hosts only.'
  if (url.username || url.password || uri.includes('@'))
    return 'Remove the user name and password from the address.'
  if (uri.includes('#')) return 'Remove the part after #.'
  if (/(^|\/)\.{1,2}(\/|$)/.test(uri.replace(/^[a-z]+:\/\/[^/]*/i, '').split('?', 1)[0] ?? ''))
    return 'Remove . and .. from the path.'
  for (const name of url.searchParams.keys())
    if (reservedParameters.includes(name.toLowerCase()))
      return `Remove the parameter ${name}: the answer itself uses that name.`
  if (url.href !== uri && url.href !== `${uri}/`) return `Write it in its plain form: ${url.href}`
  return undefined
}

export const redirectUri = upTo(2000, z.string().trim()).check((context) => {
  const fault = redirectUriFault(context.value)
  if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault })
}) as z.ZodType<string>
