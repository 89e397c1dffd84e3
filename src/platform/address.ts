import { isIPv4, isIPv6 } from 'node:net'

/** An address as everybody writes it, IPv4 inside of IPv6 as IPv4; undefined for what is none. */
export function plainAddress(text: string): string | undefined {
  if (isIPv4(text)) return text
  if (!isIPv6(text)) return undefined
  return embedded(text) ?? hostOf(text)
}

/** Who stands behind an address: for IPv6 the /64 that a provider gives to one customer, else the address itself. */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (plain === undefined || isIPv4(plain)) return plain ?? address
  const network = groupsOf(plain).slice(0, 4)
  return `${network.map((group) => group.toString(16)).join(':')}::/64`
}

/** ::ffff:203.0.113.9, as a listener on both families sees IPv4 (RFC 4291 §2.5.5.2). */
function embedded(address: string): string | undefined {
  const groups = groupsOf(address)
  const [high = 0, low = 0] = groups.slice(6)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff
  return mapped ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : undefined
}

function groupsOf(address: string): number[] {
  const [before, after] = hostOf(address)
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))))
  const [left = [], right = []] = [before, after]
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

/** In the shortest spelling (RFC 5952), without a zone. */
const hostOf = (address: string) => new URL(`http://[${address.split('%', 1)[0]}]`).hostname.slice(1, -1)
