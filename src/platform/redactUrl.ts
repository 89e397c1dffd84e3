/**
 * Blanks the values of parameters that carry credentials, in query and fragment, and a password before the host (D2). Everything
 * else stays as it was written, also where the text is no URL at all.
 */
export function redactUrl(url: string): string {
  const from = url.search(/[?#]/)
  const place = from < 0 ? url : url.slice(0, from)
  const rest = from < 0 ? '' : url.slice(from)
  return (
    withoutPassword(place) +
    rest
      .split(/(?=[#&])/)
      .map(withoutCredential)
      .join('')
  )
}

/** The same for URLs, tokens and Authorization values somewhere in a text, such as an error's message. */
export function redactText(text: string): string {
  return withoutPassword(text)
    .replace(/[?#&][\w%.-]{1,60}=[^&#\s"'<>]*/g, withoutCredential)
    .replace(/\b(Bearer|Basic) +[\w.~+/=-]+/gi, `$1 ${redacted}`)
    .replace(/(?<![\w.-])[\w.-]+/g, withoutJwt)
}

/** Whether a member or parameter of this name carries a credential; case, `_` and `-` do not matter. */
export function isCredential(name: string): boolean {
  return credentials.has(name.toLowerCase().replace(/[_-]/g, ''))
}

export const redacted = '[redacted]'

const credentials = new Set(
  (
    'password newpassword oldpassword confirmpassword currentpassword passwd pwd passphrase ' +
    'secret clientsecret apikey privatekey signingkey answer otp ' +
    'token accesstoken refreshtoken idtoken idtokenhint logouttoken csrftoken code codeverifier devicecode usercode ' +
    'assertion clientassertion samlresponse requesturi ticket setup setuptoken sessionid ' +
    'pasted authorization proxyauthorization cookie cookies setcookie'
  ).split(' '),
)

/**
 * One parameter with the ?, # or & before it. A name that holds another ? also counts as what stands behind it, because some readers begin
 * there.
 */
function withoutCredential(parameter: string): string {
  const [name = ''] = parameter.split('=', 1)
  const hasValue = parameter.length > name.length + 1
  return hasValue && isCredential(decoded(name.slice(name.lastIndexOf('?') + 1).replace(/^[#&]/, '')))
    ? `${name}=${redacted}`
    : parameter
}

/** A JWT or JWE begins with the base64url of {" and has dots. */
function withoutJwt(run: string): string {
  const start = run.search(/\beyJ/)
  return start >= 0 && run.includes('.', start) ? run.slice(0, start) + redacted : run
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

const withoutPassword = (text: string) => text.replace(/(:\/\/[^\s/?#:@]*):[^\s/?#@]*@/g, `$1:${redacted}@`)
