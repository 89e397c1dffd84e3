/**
 * Where to go after the sign-in: a page of the console, or its first page (RD-05). The address is judged as a browser reads it: tabs and
 * line ends are dropped, `\` counts as `/`, and `/.//x` becomes `//x`. It is judged whole, so that nobody can read it otherwise.
 */
export function ownPage(returnTo: unknown, consoleUrl: string): string {
  const home = `${consoleUrl}/`
  if (typeof returnTo !== 'string' || returnTo.length > 2000 || !startsLikeAPath.test(returnTo)) return home
  const url = URL.parse(returnTo, home)
  if (!url || url.origin !== new URL(home).origin || url.pathname.startsWith('//')) return home
  return forPrograms.test(url.pathname) ? home : url.href
}

const startsLikeAPath = /^\/[\x21-\x5b\x5d-\x7e]*$/
/** No pages: these would answer with JSON, or go round in a circle. */
const forPrograms = /^\/(bff|api|callback)(\/|$)/i
