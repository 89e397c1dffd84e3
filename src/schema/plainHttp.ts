/** True for localhost, 127.0.0.0/8 and [::1], judged on the parsed host (RD-03: not on the text). */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname)
}

/** Whether what goes to this address can be read and changed on its way: plain http to another machine. */
export function isUnprotected(address: string): boolean {
  const url = new URL(address)
  return url.protocol === 'http:' && !isLoopback(url)
}

/** Said where somebody is about to type a password, or works, all the same. */
export const unprotectedInWords =
  'This connection is not encrypted. What you type and see, passwords too, can be read and changed on its way. Whoever runs this server should give it an https address.'
