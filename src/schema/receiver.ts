import { withoutLoopbackPort } from './loopbackPort.ts'
import { isPrivateUse } from './redirectUri.ts'

/** Who gets what is sent to a redirect address: a host, or the app that the scheme belongs to. */
export function receiverOf(redirectUri: string): {
  /** As people know it. */
  name: string
  /** The same for every address that leads to the same program: a native app has another port each time it starts. */
  id: string
  /** As a content security policy names it. */
  source: string
} {
  const { protocol, host, hostname, port, origin } = new URL(redirectUri)
  if (isPrivateUse(redirectUri)) return { name: protocol, id: protocol, source: protocol }
  // The grammar of policies has no IPv6 address
  const source = hostname.startsWith('[') ? `${protocol}//*${port && `:${port}`}` : origin
  return { name: host, id: withoutLoopbackPort(origin), source }
}
