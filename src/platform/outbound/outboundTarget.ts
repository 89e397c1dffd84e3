import { networkInterfaces } from 'node:os'
import ipaddr from 'ipaddr.js'
import { isLoopback } from '#schema/plainHttp.ts'
import { OutboundFault } from './outboundFault.ts'

/** What the operator decides about addresses that administrators type. */
export type OutboundRules = {
  /** Origins where plain http, any port and inner addresses are fine. */
  allow: ReadonlySet<string>
  /**
   * Local evaluation: nobody but this machine reaches the product, so that what else runs on this machine may be asked too, but for these
   * ports, which are our own; null everywhere else.
   */
  local: { ownPorts: readonly string[] } | null
}

export type Target = {
  url: URL
  /** Whether a connection may go to this address. */
  allows: (address: string) => boolean
}

/** Judges how an address is written (SS-02), and says which addresses its host may lead to (SS-03). Throws `OutboundFault`. */
export function targetOf(text: string, { allow, local }: OutboundRules): Target {
  if (text.length > longest || !URL.canParse(text)) throw new OutboundFault('form')
  const url = new URL(text)
  const { protocol, username, password, origin, port } = url
  if (!/^https?:$/.test(protocol) || username || password || text.includes('#'))
    throw new OutboundFault('form')
  if (allow.has(origin)) return { url, allows: isOrdinary }
  if (local && isLoopback(url) && !local.ownPorts.includes(port)) return { url, allows: isThisMachine }
  if (protocol === 'http:') throw new OutboundFault('plain')
  if (port !== '' && port !== '8443') throw new OutboundFault('port')
  return { url, allows: isPublic }
}

const longest = 2000

/** An address of the network of all networks, and none of this machine. IPv4 inside of IPv6 counts as what it is. */
function isPublic(text: string): boolean {
  const address = parsed(text)
  if (address?.range() !== 'unicast') return false
  if (address.kind() === 'ipv6' && !address.match(globalUnicast)) return false
  return address.toString() !== cloudInternal && !ownAddresses().has(address.toString())
}

/** Public or of an inner network, but nothing that only a link knows: that is where clouds hand out keys. */
function isOrdinary(text: string): boolean {
  const range = parsed(text)?.range() ?? ''
  return ['unicast', 'private', 'uniqueLocal', 'carrierGradeNat', 'loopback'].includes(range)
}

const isThisMachine = (text: string) => parsed(text)?.range() === 'loopback'

const parsed = (text: string) => (ipaddr.isValid(text) ? ipaddr.process(text) : undefined)

const globalUnicast = ipaddr.parseCIDR('2000::/3')
/** Looks public, and belongs to the inside of a cloud. */
const cloudInternal = '168.63.129.16'

const ownAddresses = () =>
  new Set(
    Object.values(networkInterfaces()).flatMap((each) =>
      (each ?? []).map(({ address }) => parsed(address)?.toString() ?? ''),
    ),
  )
